"""Rules of encounters and events, without Django."""
