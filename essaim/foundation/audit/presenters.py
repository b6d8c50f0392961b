"""Read the trail in French: one sentence per action code, labels looked up when the page is read.

The trail keeps ids (``trail.py``); names come at reading time from those who know them. An erased person therefore
reads "une personne effacée" everywhere at once, without a row of the trail being touched.

Each area registers, in its ``apps.py: ready()``, one sentence per code and, when ``str(row)`` is not what a reader
should see, who names its rows::

    presenters.sentences({"directory.school.closed": "{actor} a fermé {target}"})
    presenters.name_rows("directory.school", school_labels, find=school_ids)
    presenters.name_actors("user", user_labels, find=user_ids)

A sentence may quote what ``record(...)`` kept in its context, ``"{actor} a importé {new} fiches"``, or be a function
of the context when words must agree. Numbers and dates are written in French.
"""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel import french

Sentence = str | Callable[[Mapping[str, Any]], str]
Ids = Collection[str]


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader calls somebody or something, and where it is shown, if anywhere."""

    text: str
    url: str = ""


Namer = Callable[[Ids], Mapping[str, Label]]
"""From ids (as text) to labels, in one query; an id left out is somebody or something erased."""

Finder = Callable[[str], Iterable[str]]
"""From what a reader typed to ids."""

ERASED_PERSON = Label("une personne effacée")
UNNAMED = {"link": Label("une personne munie d'un lien"), "visitor": Label("une personne sans compte")}
"""Kinds of actors that have no name to lose."""

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Naming:
    """Who names the rows of a model or the actors of a kind, and who finds them."""

    namer: Namer
    finder: Finder | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be read: ``before``, the target, ``after`` make the sentence."""

    entry: Entry
    actor: Label
    target: Label
    before: str
    after: str
    names_target: bool

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.target.text if self.names_target else ''}{self.after}"


_sentences: dict[str, Sentence] = {}
_rows: dict[str, Naming] = {}
_actors: dict[str, Naming] = {}


def sentences(of_codes: Mapping[str, Sentence]) -> None:
    """Register how actions are told. A code is told in one way only."""
    for code, sentence in of_codes.items():
        if _sentences.setdefault(code, sentence) != sentence:
            raise ValueError(f"two sentences for {code}")


def name_rows(model: str, namer: Namer, *, find: Finder | None = None) -> None:
    """Register who names the rows of a model (``directory.school``); by default they are called ``str(row)``."""
    _rows[model] = Naming(namer, find)


def name_actors(kind: str, namer: Namer, *, find: Finder | None = None) -> None:
    """Register who names the actors of a kind (``user``, ``link``)."""
    _actors[kind] = Naming(namer, find)


def registered_codes() -> frozenset[str]:
    """Every action code that has a sentence."""
    return frozenset(_sentences)


def present(entries: Iterable[Entry]) -> list[Line]:
    """The entries as sentences; one query per kind of actor and per model, however many entries."""
    rows = list(entries)
    actors = _labels({entry.actor for entry in rows}, _actor_labels)
    targets = _labels({entry.target for entry in rows}, _row_labels)
    return [_line(entry, actors[entry.actor], targets[entry.target]) for entry in rows]


def find_actors(text: str) -> set[str]:
    """The actors a reader means: a reference (``user:12``), or whoever the registered finders know by this name."""
    return _found(text, _actors)


def find_targets(text: str) -> set[str]:
    """The things a reader means: a reference (``directory.school:12``), or what the registered finders know."""
    return _found(text, _rows)


def label_of_actor(ref: str) -> Label:
    """The name of one actor, for a filter that is set."""
    return _labels({ref}, _actor_labels)[ref]


def label_of_target(urn: str) -> Label:
    """The name of one thing, for a filter that is set."""
    return _labels({urn}, _row_labels)[urn]


def _found(text: str, namings: Mapping[str, Naming]) -> set[str]:
    _kind, _, key = text.partition(":")
    if key and " " not in text:
        return {text}
    return {f"{kind}:{key}" for kind, naming in namings.items() if naming.finder for key in naming.finder(text)}


def _labels(refs: Collection[str], by_kind: Callable[[str, Ids], Mapping[str, Label]]) -> dict[str, Label]:
    keys: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        kind, _, key = ref.partition(":")
        keys[kind].append(key)
    named = {kind: by_kind(kind, ids) for kind, ids in keys.items()}
    return {ref: named[ref.partition(":")[0]][ref.partition(":")[2]] for ref in refs}


def _actor_labels(kind: str, ids: Ids) -> Mapping[str, Label]:
    if kind == "system":
        return {key: Label(f"Essaim ({key})") for key in ids}
    unnamed = UNNAMED.get(kind, ERASED_PERSON)
    known = _actors[kind].namer(ids) if kind in _actors else {}
    return {key: known.get(key, unnamed) for key in ids}


def _row_labels(model: str, ids: Ids) -> Mapping[str, Label]:
    naming = _rows.get(model)
    known = naming.namer(ids) if naming else _called_by_themselves(model, ids)
    return {key: known.get(key) or Label(_unnamed(model, key)) for key in ids}


def _called_by_themselves(model: str, ids: Ids) -> Mapping[str, Label]:
    kind = _model(model)
    if kind is None:
        return {}
    keys = [key for key in ids if _is_key(kind, key)]
    found = kind._default_manager.in_bulk(keys).values()
    return {str(row.pk): Label(str(row), getattr(row, "get_absolute_url", str)()) for row in found}


def _unnamed(model: str, key: str) -> str:
    """What stands for a row that is gone: "établissement n° 12"; for a whole area, its name."""
    kind = _model(model)
    if kind is None:
        area = model.partition(".")[0]
        return str(apps.get_app_config(area).verbose_name) if area in apps.app_configs else model
    return f"{kind._meta.verbose_name} n°{french.NBSP}{key}"


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _is_key(model: type[Model], key: str) -> bool:
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True


def _line(entry: Entry, actor: Label, target: Label) -> Line:
    context = {name: _readable(value) for name, value in json.loads(entry.context).items()}
    sentence = _sentences.get(entry.action, "{actor} : {action}, {target}")
    if callable(sentence):
        sentence = sentence(json.loads(entry.context))
    before, mark, after = sentence.partition("{target}")
    values = {"action": entry.action, **context, "actor": actor.text, "target": target.text}
    return Line(entry, actor, target, _filled(before, values), _filled(after, values), bool(mark))


def _filled(template: str, values: Mapping[str, str]) -> str:
    return french.typeset(_LENIENT.vformat(template, (), values))


class _Lenient(Formatter):
    """An old entry may lack what a newer sentence quotes: the reader sees dots, never an error."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:  # noqa: ARG002 (Formatter's signature)
        return kwargs.get(str(key), "…")


_LENIENT = _Lenient()


def _readable(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return french.number(value)
    if isinstance(value, list):
        return french.join([_readable(item) for item in value])
    if isinstance(value, str):
        return _readable_text(value)
    return "" if value is None else str(value)


def _readable_text(value: str) -> str:
    return french.date(dt.date.fromisoformat(value)) if ISO_DATE.fullmatch(value) else value
