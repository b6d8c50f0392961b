"""JSON tables, object by object: a list, ``{"results": […]}``, ``{"fields": …}`` wrappers, one object a line."""

import codecs
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from essaim.foundation.intake.importer import Refusal
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.intake.readers.encoding import sniff
from essaim.foundation.intake.readers.table import Record, Records, Table, clean_header
from essaim.foundation.kernel.errors import Refused

LISTS = ("results", "records", "features", "events", "data")
WRAPPERS = ("fields", "properties")  # opendatasoft records, GeoJSON features
HEADER_SAMPLE = 5_000  # objects looked at to know the columns: empty values are often left out
CHUNK = 1 << 17
NESTED = 3  # levels of objects that become dotted columns
SPACES = " \t\r\n"


def read(stream: IO[bytes], name: str, bounds: Bounds) -> Table:
    """The table of a JSON file."""
    encoding = sniff(stream, name)

    def objects() -> Iterator[Any]:
        return _Scanner(stream, encoding, name, bounds).objects()

    keys: dict[str, None] = {}
    for position, found in enumerate(objects()):
        if isinstance(found, dict):
            keys.update(dict.fromkeys(_flat(found)))
        if position >= HEADER_SAMPLE:
            break
    if not keys:
        raise Refused(
            f"{name} : aucun objet dans ce fichier JSON. Il faut une liste d'objets, un par ligne du tableau."
        )
    header = clean_header(list(keys), name, bounds)
    return Table(name, "JSON", header, _records(objects, name, list(keys)), stream, bounds, encoding=encoding)


def _records(objects: Callable[[], Iterator[Any]], name: str, keys: list[str]) -> Callable[[], Records]:
    def records() -> Records:
        for position, found in enumerate(objects(), start=1):
            if isinstance(found, dict):
                flat = _flat(found)
                yield Record(position, [flat.get(key, "") for key in keys])
            else:
                yield Refusal(name, position, "", 'ce n\'est pas un objet JSON. Écrivez {"colonne": "valeur"}.')

    return records


def _flat(found: Mapping[str, Any]) -> dict[str, str]:
    """The columns of an object, out of its wrapper."""
    inner = found.get("record", found)
    if not isinstance(inner, Mapping):
        inner = found
    for wrapper in WRAPPERS:
        if isinstance(inner.get(wrapper), Mapping):
            inner = inner[wrapper]
            break
    return dict(_columns("", inner, 0))


def _columns(prefix: str, found: Mapping[str, Any], depth: int) -> Iterator[tuple[str, str]]:
    """Objects inside objects become dotted columns; a point is also one column, as in CSV exports."""
    for key, value in found.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and depth < NESTED:
            if {"lat", "lon"} <= value.keys():
                yield name, f"{_text(value['lat'])}, {_text(value['lon'])}"
            yield from _columns(f"{name}.", value, depth + 1)
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    """What the CSV export of the same data would show."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case str():
            return value.strip()
        case list() if not any(isinstance(item, dict | list) for item in value):
            return ", ".join(_text(item) for item in value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


class _Scanner:
    """Walks a JSON text piece by piece, so that a large file never stands whole in memory."""

    def __init__(self, stream: IO[bytes], encoding: str, name: str, bounds: Bounds) -> None:
        stream.seek(0)
        self.chunks = _decoded(stream, encoding)
        self.buffer = ""
        self.at = 0
        self.line = 1
        self.name = name
        self.most = bounds.line_chars
        self.decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)

    def objects(self) -> Iterator[Any]:
        """Each element of the list, wherever the list is."""
        start = self._peek()
        if start == "[":
            yield from self._list()
        elif start == "{":
            yield from self._object_or_wrapper()
            while self._peek():
                yield self._value()
            return
        if self._peek():
            raise self._broken("du texte suit la fin de la liste")

    def _object_or_wrapper(self) -> Iterator[Any]:
        """``{"total_count": …, "results": […]}``, or the first of the objects written one a line."""
        whole: dict[str, Any] = {}
        wrapped = False
        self.at += 1
        while self._peek() != "}":
            key = self._value()
            self._expect(":")
            if not wrapped and key in LISTS and self._peek() == "[":
                wrapped = True
                yield from self._list()
            else:
                whole[str(key)] = self._value()
            if self._peek() == ",":
                self.at += 1
        self.at += 1
        if not wrapped:
            yield whole

    def _list(self) -> Iterator[Any]:
        self._expect("[")
        while self._peek() != "]":
            yield self._value()
            if self._peek() == ",":
                self.at += 1
            elif self._peek() != "]":
                raise self._broken("il manque une virgule ou un crochet fermant")
        self.at += 1

    def _value(self) -> Any:
        """The next whole value; more text is read until it is complete."""
        if not self._peek():
            raise self._truncated()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.at)
            except json.JSONDecodeError as error:
                if len(self.buffer) - self.at > self.most:
                    raise self._broken("un objet est trop long ou mal écrit") from error
                cut = error.pos >= len(self.buffer.rstrip()) or "Unterminated" in error.msg
                if not self._more():
                    raise (self._truncated() if cut else self._broken("JSON mal écrit")) from error
            except RecursionError as error:
                raise self._broken("trop de niveaux imbriqués") from error
            else:
                if end == len(self.buffer) and self._more():
                    continue  # a number may go on in the next piece
                self.line += self.buffer.count("\n", self.at, end)
                self.at = end
                return value

    def _peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            while self.at < len(self.buffer):
                char = self.buffer[self.at]
                if char not in SPACES:
                    return char
                self.line += char == "\n"
                self.at += 1
            if not self._more():
                return ""

    def _expect(self, char: str) -> None:
        found = self._peek()
        if not found:
            raise self._truncated()
        if found != char:
            raise self._broken(f"« {char} » attendu")
        self.at += 1

    def _more(self) -> bool:
        chunk = next(self.chunks, "")
        self.buffer = self.buffer[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def _truncated(self) -> Refused:
        return Refused(
            f"{self.name} : le fichier JSON s'arrête au milieu (objet commencé ligne {self.line}). "
            "Téléchargez-le de nouveau."
        )

    def _broken(self, why: str) -> Refused:
        return Refused(f"{self.name} : ligne {self.line}, {why}. Corrigez le fichier JSON, puis recommencez.")


def _decoded(stream: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := stream.read(CHUNK):
        if text := decoder.decode(chunk):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text
