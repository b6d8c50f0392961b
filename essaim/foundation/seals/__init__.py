"""A text frozen by its digest, validated by parties in a declared capacity."""
