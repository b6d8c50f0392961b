"""Read the trail."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from essaim.foundation.audit import policies, selectors
from essaim.foundation.audit.forms import JournalSearch
from essaim.foundation.audit.presenters import Line
from essaim.foundation.kernel.text import inert_cell

HEADER = ("Numéro", "Date", "Personne", "Geste", "Code", "Objet", "Détail")


@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    """Who did what, latest first, as a page or as the list alone for htmx."""
    policies.ensure_can_read_trail(request.user)
    search = JournalSearch(request.GET)
    before = request.GET.get("avant", "")
    window = selectors.window(
        selectors.entries(search.criteria()), before=int(before) if before.isascii() and before.isdigit() else None
    )
    context = {"search": search, "window": window, "before": before, "has_errors": bool(search.errors)}
    return render(request, "audit/entry_list.html" + ("#results" if request.htmx else ""), context)  # type: ignore[attr-defined]


@require_GET
def entry_export(request: HttpRequest) -> StreamingHttpResponse:
    """The same search as a file for a spreadsheet, whole, sent as it is read."""
    policies.ensure_can_read_trail(request.user)
    found = selectors.entries(JournalSearch(request.GET).criteria())
    response = StreamingHttpResponse(_csv(selectors.every_line(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate()}.csv"'
    return response


class _Echo:
    """Gives back each row that csv writes."""

    def write(self, row: str) -> str:
        return row


def _csv(lines: Iterator[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(HEADER)  # the mark that tells a spreadsheet it is UTF-8
    for line in lines:
        at = timezone.localtime(line.entry.at).isoformat(sep=" ", timespec="seconds")
        cells = (line.actor.text, line.sentence, line.entry.action, line.target.text, line.entry.context)
        yield writer.writerow([line.entry.pk, at, *(inert_cell(cell) for cell in cells)])
