"""Rules about files: what each kind may weigh, what it looks like, what its name may be. No database."""
