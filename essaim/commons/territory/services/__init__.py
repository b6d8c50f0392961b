"""Gestures on territories: loading the reference, correcting a calendar."""
