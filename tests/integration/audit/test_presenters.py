import datetime as dt

import pytest

from essaim.foundation.accounts.models import User
from essaim.foundation.audit import presenters, trail
from essaim.foundation.audit.presenters import Label
from essaim.foundation.kernel.actor import LinkActor, SystemActor, Visitor

pytestmark = pytest.mark.django_db
WORKER = SystemActor("worker")


@pytest.fixture(autouse=True)
def _registry(monkeypatch):
    """Sentences of the tests' own, beside those of the areas."""
    for name in ("_sentences", "_rows", "_actors"):
        monkeypatch.setattr(presenters, name, dict(getattr(presenters, name)))
    presenters.sentences(
        {
            "tests.school.closed": "{actor} a fermé {target} le {on} : {count} élèves",
            "tests.school.counted": lambda context: (
                "{actor} a compté " + ("une classe" if context["n"] == 1 else "{n} classes")
            ),
        }
    )
    presenters.name_rows("tests.school", school_names, find=lambda text: ["7"] if text == "Moulin" else [])


def school_names(ids):
    return {"7": Label("le collège Jean Moulin", "/etablissements/7")} if "7" in ids else {}


def line(by, action, target, **context):
    return presenters.present([trail.record(by, action, target, **context)])[0]


def test_an_entry_reads_as_a_french_sentence():
    told = line(WORKER, "tests.school.closed", "tests.school:7", on=dt.date(2027, 3, 22), count=12345)
    assert told.sentence == ("Essaim (worker) a fermé le collège Jean Moulin le 22 mars 2027\u00a0: 12\u202f345 élèves")
    assert told.target == Label("le collège Jean Moulin", "/etablissements/7")


def test_a_sentence_may_agree_with_its_numbers():
    assert line(WORKER, "tests.school.counted", "tests.school:7", n=1).sentence.endswith("a compté une classe")
    several = line(WORKER, "tests.school.counted", "tests.school:7", n=3)
    assert several.sentence == "Essaim (worker) a compté 3 classes"
    assert not several.names_target


def test_an_old_entry_that_lacks_a_word_is_still_read():
    assert line(WORKER, "tests.school.closed", "tests.school:7").sentence.endswith("le …\u00a0: … élèves")


def test_a_code_without_sentence_is_still_read():
    assert line(WORKER, "tests.school.painted", "tests.school:7").sentence == (
        "Essaim (worker)\u00a0: tests.school.painted, le collège Jean Moulin"
    )


def test_two_sentences_for_one_code_are_a_fault():
    presenters.sentences({"tests.school.opened": "{actor} a ouvert {target}"})
    presenters.sentences({"tests.school.opened": "{actor} a ouvert {target}"})
    with pytest.raises(ValueError, match="two sentences"):
        presenters.sentences({"tests.school.opened": "autre"})


def test_a_person_is_named_when_read_and_forgotten_when_erased():
    user = User.objects.create_user("camille@essaim.test", name="Camille")
    presenters.name_actors("user", lambda ids: {key: Label("Camille") for key in ids if key == str(user.pk)})
    entry = trail.record(user, "tests.school.closed", "tests.school:7")
    assert presenters.present([entry])[0].actor == Label("Camille")
    presenters.name_actors("user", lambda ids: {})
    assert presenters.present([entry])[0].actor.text == "une personne effacée"
    assert presenters.label_of_actor("user:999").text == "une personne effacée"


def test_other_actors_are_told_by_what_they_are():
    assert line(LinkActor("4"), "tests.school.closed", "tests.school:7").actor.text == "une personne munie d'un lien"
    assert line(Visitor(), "tests.school.closed", "tests.school:7").actor.text == "une personne sans compte"
    presenters.name_actors("link", lambda ids: {key: Label("la direction") for key in ids})
    assert line(LinkActor("4"), "tests.school.closed", "tests.school:7").actor.text == "la direction"
    assert presenters.label_of_actor("alien:4").text == "une personne effacée"


@pytest.mark.parametrize(
    ("urn", "text"),
    [
        ("tests.school:8", "tests.school"),
        ("audit.entry:999999", "entry n°\u00a0999999"),
        ("audit.entry:abc", "entry n°\u00a0abc"),
        ("audit.nothing:1", "Journal"),
        ("audit", "Journal"),
    ],
)
def test_what_is_gone_is_told_by_its_kind(urn, text):
    assert presenters.label_of_target(urn).text == text


def test_a_row_names_itself_by_default():
    entry = trail.record(WORKER, "tests.school.closed", "tests.school:7")
    assert presenters.label_of_target(trail.urn(entry)).text == str(entry)


def test_many_entries_cost_one_query_per_model(django_assert_num_queries):
    entries = [trail.record(WORKER, "tests.school.closed", "tests.school:7") for _ in range(5)]
    about = [trail.record(WORKER, "tests.school.closed", entry) for entry in entries]
    with django_assert_num_queries(1):
        assert len(presenters.present(about)) == 5


def test_what_a_reader_types_is_found():
    assert presenters.find_targets("Moulin") == {"tests.school:7"}
    assert presenters.find_targets("tests.school:9") == {"tests.school:9"}
    assert presenters.find_targets("Rien : ici") == set()
    presenters.name_actors("user", lambda ids: {}, find=lambda text: ["3", "4"])
    assert presenters.find_actors("Camille") == {"user:3", "user:4"}


def test_values_of_the_context_are_written_in_french():
    presenters.sentences({"tests.school.told": "{yes} {no} {codes} {nothing} {text}"})
    told = line(
        WORKER,
        "tests.school.told",
        "tests.school:7",
        yes=True,
        no=False,
        codes=["a", "b"],
        nothing=None,
        text="20270322",
    )
    assert told.sentence == "oui non a et b  20270322"
