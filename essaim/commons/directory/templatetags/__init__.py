"""Words of the directory in templates."""
