"""Rules of a campaign, in pure Python."""
