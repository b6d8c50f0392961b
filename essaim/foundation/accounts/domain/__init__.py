"""Rules of accounts that need no database."""
