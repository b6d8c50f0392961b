"""Agreements between the two networks, their axes and commitments: what everything else serves."""
