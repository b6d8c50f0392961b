"""The generated pages of the documentation, each a function of the code (see config/references.py)."""

import argparse
import ast
import configparser
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from inspect import getdoc, getmembers, isclass
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings as django_settings
from django.db import models
from django.urls import get_resolver

from config import cli, env

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"front": "Façade", "areas": "Salles", "commons": "Communs", "foundation": "Fondations"}
ANSWERS = {200: "oui", 302: "renvoi", 403: "non", 404: "absente", 405: "non"}
TOOLS = {
    "ESSAIM_PYTHON": "Python à employer par les scripts, au lieu du premier trouvé",
    "ESSAIM_VENV": "dossier de l'environnement Python (défaut : .venv dans le projet)",
    "ESSAIM_CHROMIUM": "Chromium des essais de navigateur (défaut : /usr/bin/chromium)",
}
"""Read by the scripts themselves, before any Python of the project."""


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(header), *([str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)]
    drawn = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([drawn[0], "|" + " --- |" * len(lines[0]), *drawn[1:]])


def first_sentence(thing: object) -> str:
    """The first line of what a thing says of itself."""
    return (getdoc(thing) or "").split("\n")[0]


def access() -> str:
    """Who may open what: the table the tests execute."""
    from tests.pages.base import every_page
    from tests.world import Persona

    addresses = dict(_addresses(get_resolver()))
    rows = []
    for page in every_page():
        answers = [ANSWERS.get(page.access[persona], str(page.access[persona])) for persona in Persona]
        address = addresses.get(page.name, "") + page.query
        rows.append([page.title, f"`{page.method.upper()} {address}`", *answers, str(page.budget)])
    return (
        "# Qui ouvre quoi\n\n"
        "Une ligne par adresse du site, une colonne par persona : « oui » ouvre la page, « renvoi » conduit ailleurs "
        "(le plus souvent à la connexion), « non » refuse. La dernière colonne est le nombre de requêtes permis. "
        "Ce tableau est exécuté tel quel par les tests.\n\n"
        + table(["Page", "Adresse", *(persona.value for persona in Persona), "requêtes"], rows)
    )


def _addresses(resolver: object, space: str = "", prefix: str = "/") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:  # type: ignore[attr-defined]
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space, path)
        elif entry.name:
            yield space + entry.name, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


def commands() -> str:
    """Every command, its options and an example."""
    parts = [
        "# Commandes\n\n`script/run …` lance `essaim …` dans l'environnement du projet, depuis n'importe quel dossier."
    ]
    parts.append("État de sortie : 0 fait, 1 entrée refusée (raisons sur la sortie d'erreur), 2 mauvais usage.")
    for words, parser in cli.build().every().items():
        rows = [[f"`{_spelling(action)}`", action.help or ""] for action in parser._actions if action.dest != "help"]  # noqa: SLF001
        parts.append(
            f"## essaim {words}\n\n{parser.description}\n\n```sh\n{parser.example}\n```\n\n"
            + table(["Option", "Sens"], rows)
        )
    waiting = ", ".join(f"`{words}`" for words in cli.NOT_YET)
    parts.append(f"## Pas encore\n\nPromises par `interfaces.md`, elles viendront avec leur salle : {waiting}.")
    return "\n\n".join(parts)


def _spelling(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return f"{value}…" if action.nargs in {"+", "*"} else value
    return action.option_strings[-1] + ("" if action.nargs == 0 else f" {value}")


def components() -> str:
    """The components of the design system, from the gallery."""
    from essaim.foundation.web import gallery

    parts = ["# Composants\n\nChaque état est montré sur la page `/galerie/`, que les tests parcourent."]
    for chapter in gallery.chapters():
        rows = [[f"`<c-{example.component}>`", example.state] for example in chapter.examples]
        parts.append(f"## {chapter.title}\n\n{chapter.note}\n\n" + table(["Composant", "État montré"], rows))
    return "\n\n".join(parts)


def own_areas() -> list[AppConfig]:
    """Our areas, from the top floor down."""
    return [config for name in django_settings.LOCAL_APPS for config in apps.get_app_configs() if config.name == name]


def data() -> str:
    """Every table and field, and what is known of persons there."""
    parts = ["# Données\n\nChaque table, ses champs, et ce qu'on y sait de personnes (finalité, durée, effacement)."]
    for area in own_areas():
        for model in sorted(area.get_models(), key=lambda found: found.__name__):
            rows = [_field(model, field) for field in model._meta.concrete_fields]
            title = f"## {area.verbose_name} : {model._meta.verbose_name} (`{model._meta.label}`)"
            parts.append(f"{title}\n\n{first_sentence(model)}\n\n" + table(["Champ", "Nom", "Type", "Personne"], rows))
    return "\n\n".join(parts)


def _field(model: type[models.Model], field: models.Field) -> list[str]:
    kind = type(field).__name__.removesuffix("Field")
    if field.related_model is not None and isclass(field.related_model):
        kind = f"→ {field.related_model._meta.label}"
    known = getattr(model, "privacy", {}).get(field.name)
    person = f"{known.purpose} ; {known.basis.value} ; {known.retention} ; {known.erasure.value}" if known else ""
    return [
        f"`{field.name}`{' (facultatif)' if field.null or field.blank else ''}",
        str(field.verbose_name),
        kind,
        person,
    ]


def settings() -> str:
    """Every setting read from the environment."""
    application = [[f"`{name}`", sentence] for name, sentence in sorted(env.VARIABLES.items())]
    tools = [[f"`{name}`", sentence] for name, sentence in sorted(TOOLS.items())]
    return (
        "# Réglages\n\nLus dans l'environnement au démarrage ; ce qui manque ou se lit mal est dit d'un coup.\n\n"
        + table(["Nom", "Sens"], application)
        + "\n\n## Réglages des scripts\n\n"
        + table(["Nom", "Sens"], tools)
    )


def modules() -> str:
    """The floors, the areas, and which imports which."""
    edges = sorted(_imports())
    graph = ["```mermaid", "flowchart TD"]
    for floor, title in FLOORS.items():
        names = [area.label for area in own_areas() if f".{floor}." in area.name]
        if floor == "foundation":
            names.append("kernel")
        graph += [f"  subgraph {floor} [{title}]", *(f"    {name}" for name in names), "  end"] if names else []
    graph += [f"  {source} --> {target}" for source, target in edges]
    rows = [[f"`{area.name}`", area.verbose_name, first_sentence(import_module(area.name))] for area in own_areas()]
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    names = [section["name"] for section in contracts.values() if "name" in section]
    return (
        "# Modules\n\nLes imports descendent, jamais de côté ni vers le haut.\n\n"
        + table(["Domaine", "Nom", "Ce qu'il tient"], rows)
        + "\n\n## Contrats vérifiés\n\n"
        + "\n".join(f"- {name}" for name in names)
        + "\n\n## Qui importe qui\n\n"
        + "\n".join([*graph, "```"])
    )


def _imports() -> set[tuple[str, str]]:
    found = set()
    for path in (ROOT / "essaim").glob("*/*/**/*.py"):
        owner = path.relative_to(ROOT).parts[2]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (match := re.match(r"essaim\.\w+(?:\.(\w+))?", node.module or "")):
                targets = [match[1]] if match[1] else [name.name for name in node.names]
                found |= {(owner, target) for target in targets if target != owner}
    return found


def glossary() -> str:
    """One term per concept: the word of the code, the word of the public, what it means."""
    parts = ["# Glossaire\n\nUn mot du code, un mot du public, une définition : ceux des modèles et des énumérations."]
    rows = sorted(
        [f"`{model.__name__}`", str(model._meta.verbose_name), area.verbose_name, first_sentence(model)]
        for area in own_areas()
        for model in area.get_models()
    )
    parts.append("## Objets\n\n" + table(["Code", "Public", "Domaine", "Sens"], rows))
    for area, found in sorted(_enums().items()):
        for enum in found:
            members = [[f"`{member.name}`", str(getattr(member, "label", "") or member.value)] for member in enum]
            parts.append(
                f"## {area} : `{enum.__name__}`\n\n{first_sentence(enum)}\n\n" + table(["Code", "Public"], members)
            )
    return "\n\n".join(parts)


def _enums() -> dict[str, list[type[StrEnum]]]:
    found: dict[str, list[type[StrEnum]]] = defaultdict(list)
    for area in own_areas():
        for path in sorted(Path(area.path).rglob("enums.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            members = [thing for _, thing in getmembers(import_module(name), isclass) if thing.__module__ == name]
            found[str(area.verbose_name)] += [thing for thing in members if issubclass(thing, StrEnum) and list(thing)]
    return found
