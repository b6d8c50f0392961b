"""Home, search over all areas, legal pages, health, the demo season's loader."""
