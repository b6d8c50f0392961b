"""The command line, the same for every area: French help, one JSON object, refusals line by line, exit codes.

An area declares its commands in ``<area>/cli.py``::

    def register(commands: Commands) -> None:
        schools = commands.group("schools", "Les établissements scolaires.")
        importing = schools.command(
            "import",
            run=run_import,
            about="Lire un annuaire d'établissements.",
            example="essaim schools import annuaire.csv --apply",
            show=show_import,
        )
        importing.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help="fichiers CSV ou JSON")


    def run_import(options: Namespace, console: Console) -> Mapping[str, Any]:
        for row in console.progress(rows, "Lecture", total=len(rows)):
            ...
        console.refuse("la lettre de contrôle est fausse, vérifiez le code", file="a.csv", line=12, field="uai")
        return {"read": 3, "refused": 1}

``run`` gives the object that ``--json`` prints; ``show`` turns it into the lines a person reads. ``kernel.errors``
raised by ``run`` become one sentence. Exit status: 0 done, 1 input refused, 2 wrong usage.
"""

import argparse
import json
import re
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol, TextIO, TypeVar

from essaim.foundation.kernel.errors import EssaimError

T = TypeVar("T")
Result = Mapping[str, Any]
DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
REDRAW_SECONDS = 0.1


@dataclass
class Console:
    """Where a command speaks: results on ``out``, everything else on ``err``."""

    json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    refused: bool = False

    def refuse(self, reason: str, *, file: str | Path = "", line: int | None = None, field: str = "") -> None:
        """Say on one line what is wrong and what to do; the command will end with status 1."""
        self.refused = True
        self.warn(reason, file=file, line=line, field=field)

    def warn(self, reason: str, *, file: str | Path = "", line: int | None = None, field: str = "") -> None:
        """Say on one line what deserves attention; the command still succeeds."""
        print(located(reason, file=file, line=line, field=field), file=self.err)

    def progress(self, items: Iterable[T], label: str, *, total: int) -> Iterator[T]:
        """The same items, with a bar on ``err`` when a person watches it."""
        if not self.err.isatty():
            yield from items
            return
        drawn = 0.0
        for done, item in enumerate(items):
            if time.monotonic() - drawn >= REDRAW_SECONDS:
                drawn = time.monotonic()
                self.err.write(f"\r{label} {bar(done, total)}\033[K")
                self.err.flush()
            yield item
        self.err.write("\r\033[K")
        self.err.flush()


class Run(Protocol):
    """What a command does, once its options are read."""

    def __call__(self, options: Namespace, console: Console) -> Result:
        """The result, as plain values."""


Show = Callable[[Result], Iterable[str]]
Before = Callable[[Namespace, Console], None]


def located(reason: str, *, file: str | Path = "", line: int | None = None, field: str = "") -> str:
    """``fichier:ligne: champ: raison`` on one line; what is unknown is left out."""
    place = f"{file}:{line}" if line is not None else str(file)
    sentence = " ".join(reason.split())
    return ": ".join(part for part in (place, field, sentence) if part)


def bar(done: int, total: int, width: int = 24) -> str:
    """``[######······] 1 200 / 2 400``."""
    full = width * min(done, total) // total if total else 0
    counts = f"{done:,} / {total:,}".replace(",", "\u202f")
    return f"[{'#' * full}{'·' * (width - full)}] {counts}"


def plain_lines(result: Result) -> Iterator[str]:
    """One line per value: what a command shows when it declares nothing better."""
    for key, value in result.items():
        yield f"{key} : {value if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)}"


class Parser(argparse.ArgumentParser):
    """argparse, in French, with an example in each help page."""

    def __init__(self, *, example: str = "", **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        options.setdefault("allow_abbrev", False)
        if example:
            options["epilog"] = f"exemple :\n  {example}"
        super().__init__(add_help=False, **options)
        self.example = example
        self._positionals.title = "ce qu'il faut donner"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="afficher cette aide")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the options; what argparse says of mistakes is said in French."""
        with _in_french():
            return super().parse_known_args(args, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the options, all of them."""
        with _in_french():
            return super().parse_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Show how to call the command, what is wrong, and stop with status 2."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog} : {message}. Aide : {self.prog} --help\n")


class Group:
    """Commands of one noun: ``essaim schools …``."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.commands: dict[str, Parser] = {}
        self._choices = _choices(parser)

    def command(
        self,
        name: str,
        *,
        run: Run,
        about: str,
        example: str,
        show: Show = plain_lines,
    ) -> Parser:
        """Declare a command; add its arguments to the parser that is returned."""
        parser: Parser = self._choices.add_parser(name, help=_lower(about), description=about, example=example)
        parser.add_argument("--json", action="store_true", help="écrire un seul objet JSON, pour les programmes")
        parser.set_defaults(run=run, show=show)
        self.commands[name] = parser
        return parser


class Commands(Group):
    """The whole of ``essaim``: groups, and the commands that stand alone. ``before`` runs ahead of each command."""

    def __init__(self, prog: str, description: str, before: Before = lambda _options, _console: None) -> None:
        super().__init__(Parser(prog=prog, description=description, example=f"{prog} --help"))
        self.before = before
        self.groups: dict[str, Group] = {}

    def group(self, name: str, about: str) -> Group:
        """The group of this name, made at its first mention."""
        if name not in self.groups:
            example = f"{self.parser.prog} {name} --help"
            parser = self._choices.add_parser(name, help=_lower(about), description=about, example=example)
            self.groups[name] = Group(parser)
        return self.groups[name]

    def every(self) -> dict[str, Parser]:
        """Each command by its words: ``"schools import"``. Documentation and tests read this."""
        found = dict(self.commands)
        for name, group in self.groups.items():
            found |= {f"{name} {command}": parser for command, parser in group.commands.items()}
        return dict(sorted(found.items()))

    def main(self, arguments: Sequence[str], *, out: TextIO | None = None, err: TextIO | None = None) -> int:
        """Run one command and give its exit status."""
        try:
            options = self.parser.parse_args(arguments)
        except SystemExit as stop:
            return stop.code if isinstance(stop.code, int) else WRONG_USAGE
        console = Console(options.json, out or sys.stdout, err or sys.stderr)
        try:
            self.before(options, console)
            result = options.run(options, console)
        except EssaimError as error:
            console.refuse(str(error))
            return REFUSED
        except OSError as error:
            if error.filename is None:
                raise
            console.refuse(_system_sentence(error), file=str(error.filename))
            return REFUSED
        except KeyboardInterrupt:
            console.warn("Interrompu. Rien n'a été gardé de cette commande.")
            return INTERRUPTED
        lines = [json.dumps(result, ensure_ascii=False)] if console.json else options.show(result)
        for line in lines:
            print(line, file=console.out)
        return REFUSED if console.refused else DONE


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Says « utilisation » and keeps examples on their own line."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "utilisation : " if prefix is None else prefix)


def _choices(parser: Parser) -> Any:
    return parser.add_subparsers(
        title="commandes", metavar="COMMANDE", required=True, dest=f"_{parser.prog}", parser_class=Parser
    )


def _lower(sentence: str) -> str:
    """A sentence as an entry of a list: no capital, no full stop."""
    return (sentence[:1].lower() + sentence[1:]).rstrip(".").replace("%", "%%")


def _system_sentence(error: OSError) -> str:
    sentences: dict[type[OSError], str] = {
        FileNotFoundError: "ce fichier n'existe pas, vérifiez son nom et son dossier",
        PermissionError: "la lecture ou l'écriture est interdite ici, vérifiez les droits du fichier",
        IsADirectoryError: "c'est un dossier, donnez un fichier",
        NotADirectoryError: "ce n'est pas un dossier, vérifiez le chemin",
        FileExistsError: "ce fichier existe déjà, donnez un autre nom",
    }
    return sentences.get(type(error), f"le système refuse ({error.strerror})")


_FRENCH = {
    "unrecognized arguments: %s": "argument inconnu : %s",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il faut l'une de ces options : %s",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "ne prend pas de valeur (reçu : %r)",
    "expected one argument": "attend une valeur",
    "expected at most one argument": "attend une valeur au plus",
    "expected at least one argument": "attend au moins une valeur",
    "invalid %(type)s value: %(value)r": "valeur %(value)r mal écrite",
    "invalid choice: %(value)r (choose from %(choices)s)": "choix inconnu : %(value)r (possibles : %(choices)s)",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "commande inconnue : %(parser_name)r (%(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s (%(matches)s)",
    "unexpected option string: %s": "option inattendue : %s",
    "can't open '%(filename)s': %(error)s": "%(filename)s ne s'ouvre pas",
    "expected %s argument": "attend %s valeur",
    "expected %s arguments": "attend %s valeurs",
}


@contextmanager
def _in_french() -> Iterator[None]:
    """Argparse takes its sentences from two names of its module; they speak French while options are read."""
    names: Any = argparse
    before = names._, names.ngettext
    names._ = lambda text: _FRENCH.get(text, text)
    names.ngettext = lambda one, many, count: _FRENCH.get(one if count == 1 else many, many)
    try:
        yield
    finally:
        names._, names.ngettext = before


def positive(text: str) -> int:
    """An argument type: an integer above zero."""
    if not re.fullmatch(r"[1-9]\d{0,8}", text):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier positif")
    return int(text)
