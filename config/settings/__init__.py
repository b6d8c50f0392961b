"""Settings, by theme. Only Django imports them; elsewhere, ``django.conf.settings``."""
