"""Correct a school calendar: dates an académie fixed itself, and whether its year is fully known."""

import datetime as dt

from django.db import IntegrityError, transaction

from essaim.commons.territory import policies
from essaim.commons.territory.models import Academie, Holiday, SchoolCalendar
from essaim.foundation.audit import trail
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

MARGIN = dt.timedelta(days=45)
"""How far outside its school year a holiday may begin or end: summers cross 1 September."""


@trail.gesture
def add_override(  # noqa: PLR0913 (a holiday is what it is)
    *,
    by: Actor,
    academie: Academie,
    school_year: int,
    label: str,
    valid_from: dt.date,
    valid_until: dt.date,
    source_url: str,
) -> Holiday:
    """Enter the dates an académie fixed itself, from a text that can be read at ``source_url``.

    Under the name of a holiday of its zone, they replace it; under another, they are added.
    """
    policies.ensure_can_edit_calendar(by)
    _ensure_in_year(school_year, valid_from, valid_until)
    _ensure_no_clash(academie, label, valid_from, valid_until)
    holiday = Holiday(
        academie=academie,
        school_year=school_year,
        label=label,
        valid_from=valid_from,
        valid_until=valid_until,
        is_override=True,
        source_url=source_url,
    )
    try:
        with transaction.atomic():
            holiday.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"« {label} » a déjà des dates propres à l'académie cette année. Retirez-les, puis saisissez les nouvelles."
        ) from None
    trail.record(
        by,
        "territory.holiday.added",
        holiday,
        academie=academie.pk,
        school_year=SchoolYear(school_year).label,
        start=valid_from,
        end=valid_until,
    )
    return holiday


@trail.gesture
def remove_override(*, by: Actor, holiday: Holiday) -> None:
    """Take back dates entered by hand; the zone's dates apply again, or the year is no longer fully known."""
    policies.ensure_can_edit_calendar(by)
    if not holiday.is_override:
        raise Refused("Ces dates viennent du calendrier national : saisissez celles de l'académie sous le même nom.")
    trail.record(
        by,
        "territory.holiday.removed",
        holiday,
        academie=holiday.academie_id,
        school_year=SchoolYear(holiday.school_year).label,
        start=holiday.valid_from,
        end=holiday.valid_until,
    )
    holiday.delete()
    if not _has_national_calendar(holiday.academie_id, holiday.school_year):
        SchoolCalendar.objects.filter(academie=holiday.academie_id, school_year=holiday.school_year).update(
            is_complete=False
        )


@trail.gesture
def complete_calendar(*, by: Actor, academie: Academie, school_year: int, source_url: str) -> SchoolCalendar:
    """Say that every holiday of the year is entered: the other days become days of class, no longer unknown."""
    policies.ensure_can_edit_calendar(by)
    if not Holiday.objects.filter(academie=academie, school_year=school_year).exists():
        raise Refused(
            "Aucune date n'est saisie pour cette année : saisissez les vacances, puis déclarez l'année complète."
        )
    calendar, _ = SchoolCalendar.objects.update_or_create(
        academie=academie, school_year=school_year, defaults={"is_complete": True, "source_url": source_url}
    )
    trail.record(
        by, "territory.calendar.completed", calendar, academie=academie.pk, school_year=SchoolYear(school_year).label
    )
    return calendar


@trail.gesture
def reopen_calendar(*, by: Actor, academie: Academie, school_year: int) -> None:
    """Say that dates are missing after all: days without a known holiday become unknown again."""
    policies.ensure_can_edit_calendar(by)
    calendar = SchoolCalendar.objects.filter(academie=academie, school_year=school_year, is_complete=True).first()
    if calendar is None:
        raise Refused("Le calendrier de cette année n'est pas déclaré complet : il n'y a rien à rouvrir.")
    calendar.is_complete = False
    calendar.save(update_fields=["is_complete"])
    trail.record(
        by, "territory.calendar.reopened", calendar, academie=academie.pk, school_year=SchoolYear(school_year).label
    )


def _ensure_in_year(school_year: int, start: dt.date, end: dt.date) -> None:
    year = SchoolYear(school_year)
    if end <= start:
        raise Refused("La reprise des cours doit suivre le premier jour de vacances : vérifiez les deux dates.")
    if start < year.first_day - MARGIN or end > year.end + MARGIN:
        raise Refused(
            f"Ces dates ne sont pas dans l'année scolaire {year.label}, qui va du {french.date(year.first_day)} "
            f"au {french.date(year.end - dt.timedelta(days=1))} : vérifiez les dates ou changez d'année."
        )


def _ensure_no_clash(academie: Academie, label: str, start: dt.date, end: dt.date) -> None:
    """Two holidays of different names may not share a day: one of the two would be wrong."""
    others = Holiday.objects.during(start, end).filter(academie=academie).exclude(label=label)
    clash = others.order_by("valid_from").first()
    if clash is not None:
        raise Refused(
            f"Ces dates chevauchent « {clash.label} » : donnez ce même nom pour les remplacer, ou corrigez les dates."
        )


def _has_national_calendar(academie_id: str, school_year: int) -> bool:
    return Holiday.objects.filter(academie=academie_id, school_year=school_year, is_override=False).exists()
