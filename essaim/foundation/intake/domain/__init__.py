"""The rules of an import: the moves of a batch, and what a dry run amounts to."""
