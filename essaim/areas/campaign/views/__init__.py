"""Views of campaigns, one module a noun."""
