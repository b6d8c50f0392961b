"""Typst PDF, ODT and ODS, charts as SVG."""
