"""Uploads: sniffed, bounded, inert."""
