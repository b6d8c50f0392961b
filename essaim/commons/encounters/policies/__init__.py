"""Who may do what with encounters and events."""
