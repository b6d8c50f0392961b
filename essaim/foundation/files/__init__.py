"""Uploads: known by their content, bounded, inert, kept once each."""
