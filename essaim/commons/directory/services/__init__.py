"""Gestures on schools, classes, organisations and people."""
