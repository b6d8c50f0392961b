"""Rules of the directory, without Django."""
