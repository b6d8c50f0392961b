"""The season looks like life: every state, every territory, every level, and the same for the same seed."""

from collections import Counter

import pytest
from django.db import transaction

from essaim.areas.campaign.domain import levels
from essaim.areas.campaign.enums import Band, EditionState, MatchState, Outcome, RegistrationState, Reply
from essaim.areas.campaign.enums import Channel as AnswerChannel
from essaim.areas.campaign.models import MODELS, ClassRequest, Edition, Match, MatchRun, Offer, Showcase
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import Level, SchoolKind
from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters.enums import Answer, EncounterKind, EncounterState, EventState
from essaim.commons.encounters.enums import Channel as GestureChannel
from essaim.commons.encounters.models import Encounter, Event, Invitation
from essaim.commons.territory.models import Departement
from essaim.foundation.kernel import uai as uai_codes
from essaim.front.reporting import selectors as bilans
from essaim.front.reporting.enums import BilanKind, BilanState
from essaim.front.reporting.models import Bilan
from tests.factories.seasons import load_season

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STATES = [
    *((model, "state", RegistrationState) for model in MODELS.values()),
    (Edition, "state", EditionState),
    (Match, "state", MatchState),
    (Match, "team_reply", set(Reply) - {Reply.NO}),
    (Match, "actor_reply", {Reply.PENDING, Reply.YES, Reply.NO}),
    (Match, "team_channel", {"", *AnswerChannel}),
    (Encounter, "state", EncounterState),
    (Encounter, "kind", EncounterKind),
    (Encounter, "channel", GestureChannel),
    (Showcase, "outcome", Outcome),
    (Event, "state", EventState),
    (Invitation, "answer", Answer),
    (Bilan, "kind", BilanKind),
]
"""Each lifecycle, and what must be met of it. Who declines in the season is always the actor; a team moves the date."""


@pytest.fixture
def season(db) -> dict[str, int]:
    """A whole season."""
    return load_season(seed=1, scale=1)


def test_the_season_shows_every_state_territory_and_level(season):
    for model, field, wanted in STATES:
        met = set(model._base_manager.order_by().values_list(field, flat=True))
        assert {str(value) for value in wanted} <= met, (model.__name__, field, met)
    states = {bilans.read(bilan).state for bilan in Bilan.objects.order_by("pk")}
    assert states == set(BilanState) - {BilanState.BROKEN}
    _check_territories()
    _check_levels()
    _check_numbers()


def _check_territories() -> None:
    wanted = {departement.region_id for departement in Departement.objects.order_by("code")}
    for model in (ClassRequest, Showcase):
        assert set(model.objects.order_by().values_list("region", flat=True)) == wanted
    assert Encounter.objects.filter(departement__in=["974", "988"]).exists()
    assert set(Encounter.objects.order_by().values_list("timezone", flat=True)) >= {"Europe/Paris", "Indian/Reunion"}


def _check_levels() -> None:
    asked = [*ClassRequest.objects.select_related("school"), *Showcase.objects.select_related("school")]
    taught = {level for row in asked for level in class_labels.read(row.levels)}
    assert taught >= set(Level)
    bands = {band for row in asked for band in levels.bands(class_labels.read(row.levels), SchoolKind(row.school.kind))}
    assert bands == set(Band)


def _check_numbers() -> None:
    last = Edition.objects.get(slug="semaine-2026")
    sent = sum(model.objects.filter(edition=last, state="accepted").count() for model in (ClassRequest, Showcase))
    held = Encounter.objects.filter(origin__startswith="campaign.", state="held", held_on__year=2026).count()
    assert 0.55 < held / sent < 0.95, "about one in four of what was accepted was not held"
    assert MatchRun.objects.filter(edition=last, served__gt=0).exists()
    uais = School.objects.exclude(uai=None).values_list("uai", flat=True)
    assert all(uai.startswith("000") and uai_codes.is_valid(uai) for uai in uais)
    made_up = Organisation.objects.filter(is_demo=True).exclude(siren=None).values_list("siren", flat=True)
    assert all(not siren or siren.startswith("000") for siren in made_up)
    assert not Offer.objects.exclude(contact_email__endswith=".example").exists()


def test_the_same_seed_gives_the_same_season():
    seasons = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            load_season(seed=seed)
            seasons.append(_digest())
            transaction.set_rollback(True)
    assert seasons[0] == seasons[1] != seasons[2]


def _digest() -> list:
    return [
        sorted(Counter(model._base_manager.order_by().values_list(field, flat=True)).items())
        for model, field, _ in STATES
    ] + [
        sorted(ClassRequest.objects.values_list("reference", "school__name", "levels", "state")),
        sorted(Match.objects.values_list("request__reference", "offer__reference", "slot", "state")),
        sorted(Encounter.objects.values_list("title", "planned_on", "state", "pupils", "adults", "minutes"), key=str),
        sorted(Bilan.objects.values_list("title", "scope")),
    ]
