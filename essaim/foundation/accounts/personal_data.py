"""A person's data wherever they are: hand them over (RGPD art. 15 and 20), cut them off (art. 17).

Nothing here knows any area: it walks every model that has a link to a user, and believes the ``privacy`` that model
declares. What the trail says of a person is not touched: it holds a number, and a number without a person is nobody.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from essaim.foundation.accounts.models import User
from essaim.foundation.audit.models import Entry
from essaim.foundation.outbox.models import Letter
from essaim.foundation.records.privacy import Erasure, Personal, Privacy

OUTSIDE: dict[type[models.Model], tuple[str, ...]] = {
    EmailAddress: ("email", "verified", "primary"),
    UserSession: ("created_at", "ip", "user_agent"),
    Authenticator: ("type", "created_at", "last_used_at"),
    SocialAccount: ("provider", "uid", "date_joined"),
}
"""What allauth keeps, and which of it is handed over: never a secret."""

SECRET_FIELDS = frozenset({"password", "digest"})


def local_models() -> list[type[models.Model]]:
    """The concrete models of Essaim's own areas, by label."""
    own = [m for m in apps.get_models() if m.__module__.startswith("essaim.") and not m._meta.proxy]
    return sorted(own, key=lambda model: model._meta.label_lower)


def links_to_user(model: type[models.Model]) -> list[models.ForeignKey]:
    """The fields by which a row of this model points to a user."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is User
    ]


def export(user: User) -> dict[str, Any]:
    """Everything that is known of a person, as plain values, with why and until when."""
    found = {model._meta.label_lower: rows for model, rows in _rows_of(user) if rows}
    return {
        "format": "essaim.personal-data.1",
        "exported_at": timezone.now().isoformat(timespec="seconds"),
        "account": {"id": user.pk, **_values(user, _known_fields(User))},
        "data": found,
        "letters": list(
            Letter.objects.filter(recipient=user.actor_ref)
            .order_by("pk")
            .values("subject", "purpose", created=_day("created_at"))
        ),
        "gestures": list(
            Entry.objects.filter(actor=user.actor_ref).order_by("pk").values("action", "target", on=_day("at"))
        ),
        "reasons": {label: _reasons(apps.get_model(label).privacy) for label in found if _has_privacy(label)},
    }


def cut_links(user: User) -> int:
    """Cut every link to a person as its model says; the number of rows touched.

    A link that may not be empty (who sat where, who signed) stays, and leads to an account that names nobody.
    """
    touched = 0
    for model in local_models():
        for field in links_to_user(model):
            why: Personal | None = model.privacy.get(field.name)  # type: ignore[attr-defined]
            if why is None or why.erasure is Erasure.KEEP:
                continue
            rows = model._base_manager.filter(**{field.name: user})
            if why.erasure is Erasure.DELETE_ROW:
                touched += rows.count()
                rows.delete()
            elif field.null:
                touched += rows.update(**{field.name: None})
    return touched


def _day(column: str) -> Cast:
    return Cast(TruncDate(column), models.CharField())


def _rows_of(user: User) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
    for model in local_models():
        known = _known_fields(model)
        for field in links_to_user(model):
            rows = model._base_manager.filter(**{field.name: user}).order_by("pk")
            yield model, [{"id": row.pk, "as": field.name, **_values(row, known)} for row in rows]
    for model, fields in OUTSIDE.items():
        rows = model._base_manager.filter(user=user).order_by("pk")
        yield model, [{"id": row.pk, **_values(row, fields)} for row in rows]


def _known_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The row's own columns, secrets left out; links to other persons stay numbers, files stay names."""
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in SECRET_FIELDS and not isinstance(field, models.BinaryField)
    )


def _values(row: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | type(None) | list | dict) else str(value)


def _has_privacy(label: str) -> bool:
    return bool(getattr(apps.get_model(label), "privacy", None))


def _reasons(privacy: Privacy) -> dict[str, dict[str, str]]:
    return {
        name: {"purpose": why.purpose, "basis": why.basis.value, "retention": why.retention}
        for name, why in privacy.items()
    }
