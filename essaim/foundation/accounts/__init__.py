"""Identity, sign-in, tokens, role vocabulary: a thin user."""
