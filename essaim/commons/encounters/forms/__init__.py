"""What is typed about encounters and events."""
