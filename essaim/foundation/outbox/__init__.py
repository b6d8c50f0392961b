"""Letters that survive a crash."""
