"""What an edition takes of the one before it: words, questions, counts and sheets, as they stood. Never its dates."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from essaim.areas.campaign.data import loading
from essaim.areas.campaign.models import Count, Edition, KitSheet, Question, Term
from essaim.areas.campaign.selectors import wording

M = TypeVar("M", bound=Model)


def carry(last: Edition | None, edition: Edition) -> None:
    """Copy the rows of the last edition, or write the first ones of a campaign. Called inside a gesture."""
    if last is None:
        _begin(edition)
        return
    for model in (Term, Question, Count, KitSheet):
        _copy(model, model.objects.filter(edition=last).order_by("pk"), edition)


def _begin(edition: Edition) -> None:
    Term.objects.bulk_create(
        Term(edition=edition, kind=kind, code=code, label=label, order=order)
        for kind, code, label, order in loading.terms()
    )
    KitSheet.objects.bulk_create(
        KitSheet(edition=edition, side=side, title=title, body=body) for side, title, body in loading.kit()
    )
    known = wording.countable()
    Count.objects.bulk_create(
        Count(edition=edition, indicator=code, label=known[code].label, definition=known[code].definition, order=order)
        for order, code in enumerate((code for code in wording.USUAL if code in known), start=1)
    )


def _copy(model: type[M], rows: Iterable[M], edition: Edition) -> None:
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    copies = (model(**{name: getattr(row, name) for name in fields} | {"edition_id": edition.pk}) for row in rows)
    model._base_manager.bulk_create(copies)
