"""Scopes, periods and indicators: values, no database."""
