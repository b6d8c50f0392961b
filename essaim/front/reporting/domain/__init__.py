"""Rules of bilans, without Django."""
