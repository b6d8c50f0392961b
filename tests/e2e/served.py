"""The site as browser tests serve it: the demonstration's own, knowing also the toys of ``tests/factories``."""

from importlib import import_module

from config.wsgi import application
from tests.world import factories

for area in factories():
    register = getattr(import_module(f"tests.factories.{area}"), "register", None)
    if register is not None:
        register()

__all__ = ["application"]
