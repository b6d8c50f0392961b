"""PDF that everybody can read: Typst templates, PDF/UA-1, French, the same octets everywhere.

Templates stand in the area that writes them, ``<area>/typst/<name>.typ``, and begin with::

    # import "/foundation/documents/typst/essaim.typ": *
    # show: sheet

Data go in as JSON and are never read as markup, whatever they hold. Typst itself refuses a missing title, a skipped
heading level or a picture without its text; tests check the result again with another tool (``tests/pdf_checks.py``).
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.apps import apps

from essaim.foundation.documents.charts import Chart
from essaim.foundation.documents.tables import Table, plain, written
from essaim.foundation.kernel import digest, french

ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).parent / "fonts"


def render(
    template: str,
    data: Mapping[str, object],
    *,
    title: str,
    source: str,
    on: dt.date,
    seal: str = "",
) -> bytes:
    """The PDF of ``<area>/<name>`` for these data; ``title``, ``source`` and ``on`` are written on every page.

    ``data`` holds texts, numbers, dates, lists, mappings, ``Table`` and ``Chart``. The digest in the footer is that of
    title, source, date and data: two papers with the same twelve characters say the same thing. A paper of a text that
    parties validated gives ``seal``, the digest they validated, and its footer shows that one.
    """
    content = {"title": plain(title), "source": plain(source), "on": french.date(on), "data": _ready(data)}
    content["digest"] = digest.short(seal or digest.of(content))
    return typst.compile(
        str(path_of(template)),
        root=str(ROOT),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
    )


def path_of(template: str) -> Path:
    """Where the template ``<area>/<name>`` stands."""
    area, _, name = template.partition("/")
    return Path(apps.get_app_config(area).path) / "typst" / f"{name}.typ"


def _ready(value: object) -> Any:  # noqa: PLR0911 (one line per type a template receives)
    """The value as JSON: numbers as a reader sees them, tables and charts as the template draws them."""
    match value:
        case None | bool():
            return value
        case int():
            return french.number(value)
        case str():
            return plain(value)
        case dt.date():
            return french.date(value)
        case Table():
            return _table(value)
        case Chart():
            return {
                "title": value.title,
                "svg": value.svg,
                "alt": value.description,
                "reserve": value.reserve,
                "table": _table(value.table),
            }
        case Mapping():
            return {str(key): _ready(item) for key, item in value.items()}
        case list() | tuple():
            return [_ready(item) for item in value]
    raise TypeError(f"a PDF cannot show a {type(value).__name__}")


def _table(table: Table) -> dict[str, object]:
    formats = [column.format for column in table.columns]
    return {
        "title": table.title,
        "caption": table.caption,
        "columns": [
            {"title": column.title, "number": column.format.is_number, "share": column.share}
            for column in table.columns
        ],
        "rows": [[plain(written(v, f)) for v, f in zip(row, formats, strict=True)] for row in table.rows],
    }
