"""Questions asked about encounters and events."""
