"""Documents people take away: Typst PDF, ODT and ODS, CSV and XLSX, charts as SVG.

One ``tables.Table`` feeds them all, so that a figure is the same on the page, on paper and in a spreadsheet.
"""
