"""Typed, dated ties between objects of any two areas, by URN."""
