import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.seals import owners, selectors, services
from essaim.foundation.seals.enums import Status
from essaim.foundation.seals.models import Seal, Validation
from essaim.foundation.seals.owners import Owner
from essaim.foundation.seals.services import Party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BY = SystemActor("test")
TEXT = "Article 1. Les parties s'engagent.\nArticle 2. Été comme hiver."
LESPER = Party("tests.organisation:1", "L'ESPER")
CRESS = Party("tests.organisation:2", "CRESS Normandie")
OWNER = Owner(
    may_freeze=lambda actor, target: isinstance(actor, SystemActor),
    may_validate=lambda actor, target, party: isinstance(actor, SystemActor) or actor.actor_ref == f"link:{party}",
)


@pytest.fixture(autouse=True)
def _owner(monkeypatch):
    monkeypatch.setattr(owners, "_owners", {"tests.agreement": OWNER})


@pytest.fixture
def seal():
    return freeze()


def freeze(**changes):
    given = {"by": BY, "target": "tests.agreement:1", "title": "Convention", "text": TEXT, "parties": [LESPER, CRESS]}
    return services.freeze(**{**given, **changes})


def validate(seal, party=LESPER, **changes):
    given = {"by": BY, "seal": seal, "party": party.urn, "capacity": "présidence", "current_text": TEXT}
    return services.validate(**{**given, **changes})


def status(seal, text=TEXT):
    return selectors.verify(Seal.objects.get(pk=seal.pk), text).status


def faults(seal, text=TEXT):
    verdict = selectors.verify(Seal.objects.get(pk=seal.pk), text)
    assert verdict.status is (Status.BROKEN if verdict.faults else verdict.status)
    return verdict.faults


def test_a_text_is_sealed_when_every_party_validated_it(seal):
    assert status(seal) is Status.PENDING
    validate(seal)
    assert status(seal) is Status.PARTLY
    verdict = selectors.verify(seal, TEXT)
    assert [str(missing) for missing in verdict.missing] == ["CRESS Normandie"]
    assert not verdict.is_sealed
    validate(seal, CRESS)
    assert selectors.verify(Seal.objects.get(), TEXT).is_sealed


def test_a_validation_says_in_which_capacity_by_whom_and_when(seal, clock):
    validation = validate(seal, capacity="  présidence   de L'ESPER ")
    assert (validation.capacity, validation.given_by, validation.given_at) == (
        "présidence de L'ESPER",
        "system:test",
        clock,
    )
    assert validation.party_label == "L'ESPER"
    assert set(Entry.objects.values_list("action", flat=True)) == {"seals.seal.frozen", "seals.seal.validated"}


def test_two_ways_to_write_the_same_text_have_one_digest():
    assert selectors.digest_of("E\u0301te\u0301\r\n") == selectors.digest_of("Été\n")
    assert selectors.digest_of("Été") != selectors.digest_of("Été ")


def test_any_edit_breaks_the_seal_and_stops_the_next_validation(seal):
    validate(seal)
    assert faults(seal, TEXT + " Sauf le 12.") == ("Le texte montré n'est plus celui qui a été gelé.",)
    with pytest.raises(Refused, match=r"ne peut pas être validé.*n'est plus celui"):
        validate(seal, CRESS, current_text=TEXT + ".")


def test_a_text_rewritten_in_the_database_is_seen(seal):
    validate(seal)
    Seal.objects.update(text="Autre texte.")
    assert faults(seal) == ("Le texte gelé n'est plus celui de son empreinte.",)


def test_a_text_and_its_digest_rewritten_together_are_seen(seal):
    validate(seal)
    Seal.objects.update(text="Autre texte.", digest=selectors.digest_of("Autre texte."))
    found = faults(seal, "Autre texte.")
    assert any("« L'ESPER » porte sur un autre texte" in fault for fault in found)
    assert "Le journal ne confirme pas l'empreinte de ce texte." in found


def test_everything_rewritten_together_is_still_denied_by_the_trail(seal):
    validate(seal)
    digest = selectors.digest_of("Autre texte.")
    Seal.objects.update(text="Autre texte.", digest=digest)
    Validation.objects.filter(party=LESPER.urn).update(digest=digest)
    assert faults(seal, "Autre texte.") == (
        "Le journal ne confirme pas l'empreinte de ce texte.",
        "Le journal ne confirme pas la validation de « L'ESPER ».",
    )


def test_a_validation_or_a_party_made_up_in_the_database_is_seen(seal):
    Validation.objects.filter(party=CRESS.urn).update(
        given_at=seal.frozen_at, given_by="user:1", capacity="présidence", digest=seal.digest
    )
    assert faults(seal) == ("Le journal ne confirme pas la validation de « CRESS Normandie ».",)
    Validation.objects.filter(party=CRESS.urn).update(party="tests.organisation:3")
    assert "Les parties attendues ne sont plus celles" in faults(seal)[0]


def test_a_text_taken_back_keeps_its_validations_and_makes_room_for_the_next(seal):
    validate(seal)
    voided = services.void(by=BY, seal=seal, reason="Article 2 corrigé")
    assert (voided.is_voided, voided.void_reason) == (True, "Article 2 corrigé")
    assert status(seal) is Status.VOIDED
    with pytest.raises(Refused, match="a changé depuis"):
        validate(seal, CRESS)
    with pytest.raises(Refused, match="déjà été repris"):
        services.void(by=BY, seal=seal, reason="Encore")
    again = freeze(text=TEXT + " Corrigé.")
    assert list(selectors.seals_of("tests.agreement:1")) == [again, seal]
    assert selectors.open_seal("tests.agreement:1") == again
    assert selectors.open_seal("tests.agreement:2") is None
    assert Validation.objects.filter(seal=seal, given_at__isnull=False).count() == 1


def test_a_text_is_submitted_once_at_a_time(seal):
    with pytest.raises(Refused, match="déjà soumis"):
        freeze()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"text": " \n"}, "est vide"), ({"parties": []}, "parties"), ({"parties": [CRESS, CRESS]}, "une seule fois")],
)
def test_what_cannot_be_submitted_is_refused(changes, reason):
    with pytest.raises(Refused, match=reason):
        freeze(**changes)
    assert not Seal.objects.exists()


def test_a_party_validates_once_if_it_is_expected_and_says_its_capacity(seal):
    with pytest.raises(Refused, match="en quelle qualité"):
        validate(seal, capacity=" ")
    validate(seal)
    with pytest.raises(Refused, match=r"«\sL'ESPER\s» a déjà validé"):
        validate(seal)
    with pytest.raises(Refused, match="pas attendue"):
        validate(seal, Party("tests.organisation:9", "Autre"))


def test_a_text_is_not_taken_back_without_a_reason(seal):
    with pytest.raises(Refused, match="pourquoi"):
        services.void(by=BY, seal=seal, reason=" ")


def test_the_owner_of_the_text_says_who_may(seal):
    holder = LinkActor(LESPER.urn)
    validate(seal, by=holder)
    with pytest.raises(Forbidden, match="au nom de cette partie"):
        validate(seal, CRESS, by=holder)
    with pytest.raises(Forbidden, match="soumettre"):
        freeze(by=holder, target="tests.agreement:2")
    with pytest.raises(Forbidden, match="reprendre"):
        services.void(by=holder, seal=seal, reason="Non")


def test_the_database_holds_half_told_facts_off(seal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.update(voided_at=dt.datetime(2027, 1, 12, tzinfo=dt.UTC))
    with pytest.raises(IntegrityError), transaction.atomic():
        Validation.objects.update(given_by="user:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Validation.objects.create(seal=seal, party=LESPER.urn, party_label="Deux fois", rank=9)


def test_the_seals_of_a_thing_come_with_their_validations(seal, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [len(found.validations.all()) for found in selectors.seals_of("tests.agreement:1")] == [2]


def test_texts_have_one_owner_and_names():
    owners.register("tests.agreement", OWNER)
    with pytest.raises(ValueError, match="two owners"):
        owners.register("tests.agreement", Owner(may_freeze=OWNER.may_freeze, may_validate=lambda *_: True))
    assert list(owners.registered()) == ["tests.agreement"]
    assert str(freeze()) == "Convention"
