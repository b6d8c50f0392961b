"""Rencontres planned, held, counted once; évènements with programme, invitations, attendance."""
