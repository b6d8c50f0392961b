"""Policies of campaigns, one module a noun."""
