"""Mechanisms: they know no business."""
