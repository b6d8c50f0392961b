"""Services of campaigns, one module a noun."""
