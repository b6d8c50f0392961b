"""Questions to the directory."""
