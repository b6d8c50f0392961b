"""The business, one room each; rooms do not know one another. Empty until issue 4."""
