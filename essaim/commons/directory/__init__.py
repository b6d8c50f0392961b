"""Schools, classes, ESS organisations, members, correspondents: who is who, and on which date."""
