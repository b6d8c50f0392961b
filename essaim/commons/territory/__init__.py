"""Régions, académies, départements, communes, CRESS areas, holidays, outlines."""
