"""Pure Python, no Django: identifiers, school year, money, text, calendars."""
