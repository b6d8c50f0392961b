"""Open events out of files: what each line becomes, what doubles are, and taking the whole import back."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from essaim.areas.campaign.enums import Kind, Nature, RegistrationState, Standing
from essaim.areas.campaign.event_importer import EventImporter
from essaim.areas.campaign.models import Edition, OpenEvent
from essaim.areas.campaign.selectors import moderation as waiting
from essaim.areas.campaign.selectors import public
from essaim.areas.campaign.services import moderation, registrations
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.audit import trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.intake import selectors, services
from essaim.foundation.kernel.actor import LinkActor, SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.world import Persona

pytestmark = pytest.mark.django_db
BY = SystemActor("essai")
HEAD = "identifiant;titre;début;fin;heures;lieu;commune;code postal;organisation;page;mots;email\n"


def day(edition: Edition, ahead: int = 1) -> dt.date:
    return edition.starts_on + dt.timedelta(days=ahead)


def table(tmp_path: Path, edition: Edition, *lines: str, name: str = "programme.csv") -> Path:
    """A programme as a CRESS keeps it; ``{jour}`` is the second day of the edition."""
    path = tmp_path / name
    path.write_text(HEAD + "".join(f"{line.format(jour=day(edition), loin=day(edition, 200))}\n" for line in lines))
    return path


def bring(path: Path, edition: Edition, by=BY, **options: str):
    return services.import_files(
        by=by, kind=EventImporter.kind, paths=[path], options={"edition": edition.slug, **options}
    )


def verdicts(path: Path, edition: Edition, **options: str) -> dict[str, int]:
    summary = selectors.dry_run(EventImporter.kind, [path], options={"edition": edition.slug, **options})
    told = summary.as_json()
    return {name: told[name] for name in ("new", "changed", "unchanged", "duplicates", "refused") if told[name]}


DOORS = (
    "cress-1;Portes ouvertes;{jour};;14h-17h;Recyclerie;Beaune;21200;La Recyclerie;https://exemple.fr/a;"
    "Visite, Réemploi et réparation;a@exemple.fr"
)
DEBATE = "cress-2;Débat;{jour};;18h;Mairie;Dijon;21000;;;;"


def test_a_line_becomes_an_event_to_reread_and_its_contact_stays_private(world, tmp_path):
    bring(table(tmp_path, world.edition, DOORS), world.edition)
    event = OpenEvent.objects.get()
    assert (event.state, event.title, event.who) == (RegistrationState.SUBMITTED, "Portes ouvertes", "La Recyclerie")
    assert (event.commune_id, event.region_id, event.routed_role) == ("21054", "27", "cress")
    assert event.starts_at == dt.datetime.combine(day(world.edition), dt.time(14), tzinfo=event.zone)
    assert (event.action_types, event.themes) == (" visite-ouverte ", " reemploi ")
    assert event.contact_email == "a@exemple.fr"
    assert public.action(event.reference) is None
    assert event.reference in waiting.waiting(scope_of(world.users[Persona.CRESS]), Kind.EVENT).references
    assert not Letter.objects.filter(about__contains="openevent").exists()


def test_once_accepted_it_is_on_the_map_without_its_contact(world, tmp_path):
    bring(table(tmp_path, world.edition, DOORS), world.edition)
    event = OpenEvent.objects.select_related("edition__campaign").get()
    moderation.accept(by=world.users[Persona.CRESS], registration=event)
    edition, found = public.action(event.reference)
    assert (edition, found.nature, found.standing) == (world.edition, Nature.EVENT, Standing.ANNOUNCED)
    assert found in public.actions(world.edition)
    assert "a@exemple.fr" not in repr(found)


def test_trying_writes_nothing_and_shows_doubles(world, tmp_path):
    path = table(tmp_path, world.edition, DOORS, DEBATE, DOORS, DEBATE.replace("cress-2", "autre"))
    assert verdicts(path, world.edition) == {"new": 2, "duplicates": 2}
    assert not OpenEvent.objects.exists()


def test_the_same_file_again_changes_nothing(world, tmp_path):
    path = table(tmp_path, world.edition, DOORS, DEBATE, ";Sans identifiant;{jour};;10h;Halle;Beaune;;;;;")
    bring(path, world.edition)
    assert verdicts(path, world.edition) == {"unchanged": 3}


def test_a_new_hour_is_taken_at_once_and_new_words_are_reread(world, tmp_path):
    bring(table(tmp_path, world.edition, DOORS, DEBATE), world.edition, relecture="publier")
    later = table(tmp_path, world.edition, DOORS.replace("14h-17h", "15h-18h"), DEBATE.replace("Débat", "Autre débat"))
    assert verdicts(later, world.edition) == {"changed": 2}
    bring(later, world.edition)
    doors, debate = OpenEvent.objects.order_by("source_uid")
    assert (doors.state, doors.starts_at.astimezone(doors.zone).hour) == (RegistrationState.ACCEPTED, 15)
    assert (debate.state, debate.title) == (RegistrationState.SUBMITTED, "Autre débat")


def test_a_correction_made_here_lasts_until_the_source_changes(world, tmp_path):
    path = table(tmp_path, world.edition, DOORS)
    bring(path, world.edition)
    OpenEvent.objects.update(title="Portes grandes ouvertes")
    assert verdicts(path, world.edition) == {"unchanged": 1}


def test_what_is_called_off_stays_and_says_so(world, tmp_path):
    path = tmp_path / "a.json"
    row = {"uid": 7, "title": "Marché", "begin": str(day(world.edition)), "city": "Beaune", "status": 1}
    path.write_text(json.dumps([row]))
    bring(path, world.edition, relecture="publier")
    path.write_text(json.dumps([{**row, "status": {"id": 6, "label": {"fr": "Annulé"}}}]))
    bring(path, world.edition)
    event = OpenEvent.objects.get()
    assert (event.state, bool(event.cancelled_at)) == (RegistrationState.ACCEPTED, True)
    _, found = public.action(event.reference)
    assert found.standing is Standing.CANCELLED
    assert found not in public.actions(world.edition)
    assert [date.standing for date in public.dated(world.edition) if date.reference == event.reference] == [
        Standing.CANCELLED
    ]


def test_the_whole_import_is_taken_back(world, tmp_path):
    bring(table(tmp_path, world.edition, DOORS), world.edition)
    path = table(tmp_path, world.edition, DOORS.replace("14h", "15h"), DEBATE)
    batch = bring(path, world.edition)
    services.undo(by=BY, batch=batch)
    event = OpenEvent.objects.get()
    assert event.starts_at.astimezone(event.zone).hour == 14
    assert Entry.objects.filter(action="intake.batch.undone").count() == 1


def test_each_line_set_aside_says_why(world, tmp_path):
    path = table(
        tmp_path,
        world.edition,
        "1;;{jour};;;;Beaune;;;;;",
        "2;Trop tard;{loin};;;;Beaune;;;;;",
        "3;Nulle part;{jour};;;;;;;;;",
        "4;Inconnu;{jour};;;;Trifouilly;;;;;",
        "5;Demain;demain;;;;Beaune;;;;;",
    )
    summary = selectors.dry_run(EventImporter.kind, [path], options={"edition": world.edition.slug})
    reasons = {refusal.line: refusal.reason for refusal in summary.refusals}
    for line, word in enumerate(["titre", "Hors des dates", "commune manque", "Trifouilly", "date"], start=2):
        assert word in reasons[line]
    assert verdicts(path, world.edition, commune="Beaune", dates="tout")["new"] == 2


def test_publishing_without_rereading_is_the_coordinations(world, tmp_path):
    bring(table(tmp_path, world.edition, DOORS), world.edition, by=world.users[Persona.CRESS], relecture="publier")
    assert OpenEvent.objects.get().state == RegistrationState.SUBMITTED
    with pytest.raises(Forbidden):
        bring(table(tmp_path, world.edition, DEBATE), world.edition, by=world.users[Persona.TEAM])


def test_an_edition_must_be_said_when_there_are_several(world, tmp_path):
    with pytest.raises(Refused, match="quelle édition"):
        services.import_files(by=BY, kind=EventImporter.kind, paths=[table(tmp_path, world.edition, DOORS)])


def test_a_person_registers_an_event_without_account(world):
    starts = dt.datetime.combine(day(world.edition), dt.time(10), tzinfo=dt.UTC)
    event = registrations.begin(
        by=Visitor(),
        edition=world.edition,
        kind=Kind.EVENT,
        answers={"organisation": None, "organisation_name": "Café associatif", "commune": world.commune},
    )
    author = LinkActor(trail.urn(event))
    for given in (
        {"title": "Repas partagé", "action_types": ["fete"], "story": "", "themes": [], "website": ""},
        {"starts_at": starts, "ends_at": None, "place": "Café", "is_remote": False, "commune": world.commune},
        {"contact_name": "Camille Exemple", "contact_email": "c@exemple.fr", "contact_phone": "", "message": ""},
    ):
        registrations.answer(by=author, registration=event, answers=given)
    registrations.submit(by=author, registration=event)
    assert (event.state, event.routed_role, event.region_id) == (RegistrationState.SUBMITTED, "cress", "27")


def test_two_hundred_lines_a_second(world, tmp_path):
    lines = [f"u{n};Atelier {n};{{jour}};;{n % 12 + 8}h;Salle {n};Beaune;21200;;;;" for n in range(1_000)]
    path = table(tmp_path, world.edition, *lines)
    begun = time.perf_counter()
    bring(path, world.edition)
    assert OpenEvent.objects.count() == 1_000
    assert 1_000 / (time.perf_counter() - begun) > 200
