"""What the area is shipped with: the campaign, its next edition, its words."""
