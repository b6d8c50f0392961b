"""Files in: mapping, dry run, duplicates, apply, undo."""
