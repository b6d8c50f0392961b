"""Append-only trail of gestures: ids, never names."""
