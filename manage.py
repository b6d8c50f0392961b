#!/usr/bin/env python
"""Django's own commands; Essaim's are in ``script/run`` (see config/cli.py)."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
