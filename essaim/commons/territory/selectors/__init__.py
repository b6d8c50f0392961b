"""Questions on territories: areas, communes, calendars."""
