"""The one table: every page, who may open it, and what it may cost.

A row per URL name. The same rows are executed as access tests, axe runs, no-JavaScript runs and query budgets, and
rendered in ``docs/reference/acces.md``. A URL without a row fails ``tests/architecture``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.world import Persona, World

EVERYONE: Mapping[Persona, int] = dict.fromkeys(Persona, 200)
SIGNED_IN: Mapping[Persona, int] = {p: 302 if p is Persona.VISITOR else 200 for p in Persona}


def only(*allowed: Persona) -> Mapping[Persona, int]:
    """Open to these; a visitor is sent to sign in, others are told no."""
    return {p: 200 if p in allowed else 302 if p is Persona.VISITOR else 403 for p in Persona}


@dataclass(frozen=True)
class Page:
    """One address of the site."""

    name: str  # URL name, "directory:school-detail"
    title: str  # what the page is, in French, for the reference
    access: Mapping[Persona, int]  # expected status by persona
    budget: int  # queries allowed, session and user included
    args: Callable[[World], dict] = field(default=lambda world: {})  # URL arguments
    query: str = ""  # query string, with its "?"
    html: bool = True  # False: feeds, files, JSON (no axe, no no-JavaScript run)
    method: str = "get"  # "post": an action without a page of its own
    persona: Persona = Persona.ADMIN  # who the budget, axe and no-JavaScript runs sign in as

    @property
    def is_shown(self) -> bool:
        """Whether a browser can look at it."""
        return self.html and self.method == "get" and self.access[self.persona] == 200


def every_page() -> list[Page]:
    """The rows of every ``tests/pages/<area>.py``, in the order of their names."""
    import pkgutil
    from importlib import import_module

    from tests import pages

    modules = [import_module(f"tests.pages.{found.name}") for found in pkgutil.iter_modules(pages.__path__)]
    rows = [page for module in modules for page in getattr(module, "PAGES", [])]
    return sorted(rows, key=lambda page: (page.name, page.query))
