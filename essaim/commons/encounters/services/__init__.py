"""The gestures of encounters and events."""
