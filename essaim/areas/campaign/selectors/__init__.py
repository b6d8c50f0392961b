"""Selectors of campaigns, one module a noun."""
