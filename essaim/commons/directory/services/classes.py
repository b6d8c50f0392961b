"""Gestures on classes: a group of pupils known by its level and its size, for one school year."""

import re
from collections.abc import Collection

from django.db import IntegrityError, transaction

from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import Level, SchoolKind
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.policies import schools as policies
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MAX_PUPILS = 999


@trail.gesture
def create(
    *, by: Actor, school: School, school_year: int, levels: Collection[Level], pupils: int, mark: str = ""
) -> SchoolClass:
    """A class of a school, for a school year (2026 for 2026-2027)."""
    policies.ensure_can_keep_classes(by, school)
    if not school.is_active:
        raise Refused("Cet établissement n'accueille pas d'élèves aujourd'hui : vérifiez sa fiche.")
    group = SchoolClass(school=school, school_year=school_year)
    _write(group, levels, pupils, mark)
    trail.record(by, "directory.class.created", group, school=school.pk, school_year=school_year, pupils=pupils)
    return group


@trail.gesture
def update(*, by: Actor, group: SchoolClass, levels: Collection[Level], pupils: int, mark: str = "") -> SchoolClass:
    """Correct the level or the number of pupils of a class; expects ``school__academie`` joined."""
    policies.ensure_can_keep_classes(by, group.school)
    _write(group, levels, pupils, mark)
    trail.record(by, "directory.class.updated", group, pupils=pupils)
    return group


def _write(group: SchoolClass, levels: Collection[Level], pupils: int, mark: str) -> None:
    mark = mark.strip().upper()
    if not levels:
        raise Refused("Choisissez au moins un niveau.")
    if len(set(levels)) > class_labels.MAX_LEVELS:
        raise Refused(f"Une classe réunit au plus {class_labels.MAX_LEVELS} niveaux.")
    if mark and not re.fullmatch(class_labels.MARK, mark):
        raise Refused("Le repère est une lettre ou un numéro, par exemple B ou 2 : jamais un nom.")
    if not 1 <= pupils <= MAX_PUPILS:
        raise Refused("Écrivez un nombre d'élèves de 1 à 999, par exemple 24.")
    group.levels = class_labels.write(levels)
    group.degree = class_labels.degree(levels, SchoolKind(group.school.kind))
    group.mark = mark
    group.pupils = pupils
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as error:
        raise Refused("Cette classe existe déjà cette année : ajoutez un repère pour la distinguer.") from error
