"""Forms of campaigns, one module a noun."""
