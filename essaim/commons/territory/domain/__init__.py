"""Rules on places and calendars, without a database."""
