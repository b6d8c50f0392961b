"""Campaigns: a yearly week where classes ask, ESS actors offer, and both are brought together."""
