"""Pages of encounters and events."""
