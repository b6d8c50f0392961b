"""Gestures on schools and classes: who may, what is written, what is found afterwards."""

import datetime as dt

import pytest

from essaim.commons.directory.enums import ClosingReason, Level, SchoolKind, SchoolSource
from essaim.commons.directory.forms.school_picker import SchoolField
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.selectors import schools as selectors
from essaim.commons.directory.services import classes, schools
from essaim.commons.directory.services.schools import SchoolFacts
from essaim.commons.territory.models import Commune
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.directory import make_uai
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def given(world, **changes):
    commune = Commune.objects.select_related("departement").get(pk=world.commune.pk)
    return SchoolFacts(**{"name": "MFR du Vignoble", "kind": SchoolKind.MFR, "commune": commune} | changes)


def last_action():
    return Entry.objects.order_by("-pk").first().action


def test_a_school_no_file_lists_is_entered_by_hand_and_found(world):
    school = schools.create(by=world.users[Persona.CORRESPONDENT], given=given(world))
    assert (school.is_by_hand, school.uai, school.academie_id) == (True, None, "07")
    assert school.location_source == "commune"
    assert selectors.search("mfr vignoble beaune").schools == [school]
    assert last_action() == "directory.school.created"


def test_a_known_uai_is_not_entered_twice(world):
    with pytest.raises(Refused, match="Jules Ferry"):
        schools.create(by=world.users[Persona.ADMIN], given=given(world, uai=world.school.uai))


def test_a_teacher_does_not_enter_schools(world):
    with pytest.raises(Forbidden):
        schools.create(by=world.users[Persona.TEAM], given=given(world))


def test_a_correction_is_dated_today_and_keeps_the_rest(world):
    school = world.school
    schools.correct(
        by=world.users[Persona.CORRESPONDENT],
        school=school,
        given=given(world, name="Collège Marcelle Pardé", kind=SchoolKind.COLLEGE),
    )
    school.refresh_from_db()
    assert (school.name, school.email, school.is_by_hand) == (
        "Collège Marcelle Pardé",
        "ce.0210001A@ac-dijon.fr",
        False,
    )
    newest = selectors.sources_of(school)[0]
    assert (newest.origin.date, newest.origin.source, newest.labels) == (
        dt.date(2027, 1, 12),
        SchoolSource.HAND,
        ["nom"],
    )


def test_a_correspondent_corrects_nothing_in_another_academie(world):
    with pytest.raises(Forbidden):
        schools.correct(by=world.users[Persona.CORRESPONDENT], school=world.closed_school, given=given(world))


def test_a_uai_is_given_once_and_never_changed(world):
    admin = world.users[Persona.ADMIN]
    mfr = schools.correct(by=admin, school=world.mfr, given=given(world, uai=make_uai(77)))
    assert mfr.uai == make_uai(77)
    with pytest.raises(Refused, match="ne se change pas"):
        schools.correct(by=admin, school=mfr, given=given(world, uai=make_uai(78)))


def test_a_school_is_closed_reunited_and_reopened(world):
    admin = world.users[Persona.ADMIN]
    school = schools.close(by=admin, school=world.school, reason=ClosingReason.MERGED, into=world.primary_school)
    assert (school.is_active, school.closed_on, school.merged_into) == (
        False,
        dt.date(2027, 1, 12),
        world.primary_school,
    )
    with pytest.raises(Refused, match="déjà fermé"):
        schools.close(by=admin, school=school, reason=ClosingReason.ENDED)
    school = schools.reopen(by=admin, school=school)
    assert (school.is_active, school.closed_on, school.merged_into) == (True, None, None)
    assert last_action() == "directory.school.reopened"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ClosingReason.MERGED},
        {"reason": ClosingReason.SOURCE},
        {"reason": ClosingReason.ENDED, "on": dt.date(2028, 1, 1)},
    ],
)
def test_a_closing_that_says_nothing_possible_is_refused(world, wrong):
    with pytest.raises(Refused):
        schools.close(by=world.users[Persona.ADMIN], school=world.school, **wrong)
    assert School.objects.get(pk=world.school.pk).is_active


def test_a_team_keeps_its_own_classes_and_no_others(world):
    team = world.users[Persona.TEAM]
    group = classes.create(by=team, school=world.school, school_year=2026, levels=[Level.FIFTH], pupils=25, mark="c")
    assert group.label == "5e C, 25\N{NO-BREAK SPACE}élèves"
    with pytest.raises(Forbidden):
        classes.create(by=team, school=world.primary_school, school_year=2026, levels=[Level.CP], pupils=20)


@pytest.mark.parametrize(
    "wrong", [{"pupils": 0}, {"pupils": 1000}, {"levels": []}, {"mark": "Léa Martin"}, {"levels": list(Level)}]
)
def test_an_impossible_class_is_refused(world, wrong):
    fields = {"levels": [Level.FIFTH], "pupils": 25, "mark": "C"} | wrong
    with pytest.raises(Refused):
        classes.create(by=world.users[Persona.TEAM], school=world.school, school_year=2026, **fields)


def test_the_same_class_twice_is_refused_and_told_how(world):
    with pytest.raises(Refused, match="repère"):
        classes.create(
            by=world.users[Persona.TEAM],
            school=world.school,
            school_year=2026,
            levels=[Level.SIXTH],
            pupils=3,
            mark="B",
        )


def test_classes_are_found_by_level_even_with_several(world):
    assert list(SchoolClass.objects.taught(Level.CM2)) == [world.other_class]


def test_a_picker_takes_a_uai_or_the_only_answer(world):
    field = SchoolField()
    assert field.clean((world.school.uai, "")) == world.school
    assert field.clean(("remparts beaune", "")) == world.primary_school
    assert field.clean(("", str(world.mfr.pk))) == world.mfr


@pytest.mark.parametrize(("typed", "code"), [("", "required"), ("beaune", "choose"), ("zzzzzz", "unknown")])
def test_a_picker_says_what_it_lacks(world, typed, code):
    from django.forms import ValidationError

    with pytest.raises(ValidationError) as caught:
        SchoolField().clean((typed, ""))
    assert caught.value.code == code


def test_a_closed_school_is_not_picked(world):
    from django.forms import ValidationError

    with pytest.raises(ValidationError):
        SchoolField().clean(("", str(world.closed_school.pk)))


def test_the_fiche_tells_a_correspondent_of_classes_and_a_visitor_of_none(client, world):
    assert "Classes 2026" not in client.get(world.school.get_absolute_url()).text
    client.force_login(world.users[Persona.TEAM])
    assert "6e B" in client.get(world.school.get_absolute_url()).text


def test_a_closing_without_script_takes_two_steps_and_keeps_what_was_typed(client, world):
    client.force_login(world.users[Persona.ADMIN])
    address = f"/etablissements/{world.school.uai}/fermer/"
    first = client.post(address, {"reason": "merged", "into": "beaune"})
    assert first.status_code == 200
    assert f'name="into_choix" value="{world.primary_school.pk}"' in first.text
    second = client.post(address, {"reason": "merged", "into": "beaune", "into_choix": world.primary_school.pk})
    assert second.status_code == 302
    world.school.refresh_from_db()
    assert world.school.merged_into == world.primary_school


def test_a_form_with_a_wrong_commune_is_kept_and_explained(client, world):
    client.force_login(world.users[Persona.ADMIN])
    page = client.post(
        "/etablissements/nouveau/", {"name": "CFA du Bâtiment", "kind": "cfa", "sector": "public", "city": "Bonne"}
    )
    assert page.status_code == 200
    assert "CFA du Bâtiment" in page.text
    assert "pas reconnue" in page.text
