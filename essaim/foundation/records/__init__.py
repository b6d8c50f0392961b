"""Model bases: dated validity with successors, timestamps."""
