"""The icons we drew, by name."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def sprite() -> tuple[str, ...]:
    """The names of the icons we drew."""
    path = finders.find("web/icons.svg") or ""
    return tuple(re.findall(r'<symbol id="i-([a-z-]+)"', Path(path).read_text(encoding="utf-8")))
