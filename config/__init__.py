"""Assembly only: settings, addresses, navigation, commands. Nobody imports it."""
