"""Named indicators: definition, period type, scope, source; frozen values."""
