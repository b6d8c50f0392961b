"""Essaim: the cooperation of L'ESPER and the CRESS around ESS at school, as software."""

__version__ = "0.1.0"
