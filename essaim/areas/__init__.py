"""The business, one room each; rooms do not know one another."""
