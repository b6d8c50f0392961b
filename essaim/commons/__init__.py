"""What every room shares and nobody owns alone."""
