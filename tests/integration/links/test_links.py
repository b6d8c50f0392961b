import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.links import kinds, selectors, services
from essaim.foundation.links.kinds import Kind
from essaim.foundation.links.models import Link

pytestmark = pytest.mark.django_db
BY = SystemActor("test")
START = dt.date(2027, 1, 12)
LATER = dt.date(2027, 6, 1)
VISIT = Kind(
    code="tests.visit",
    forward="accueille",
    backward="est accueillie par",
    sources=frozenset({"tests.organisation"}),
    targets=frozenset({"tests.class"}),
    may_tie=lambda actor, source, target: not isinstance(actor, LinkActor) or target == "tests.class:1",
)
NEIGHBOUR = Kind(
    code="tests.neighbour",
    forward="est voisine de",
    backward="est voisine de",
    sources=frozenset({"tests.class"}),
    targets=frozenset({"tests.class"}),
    may_tie=lambda actor, source, target: True,
)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {kind.code: kind for kind in (VISIT, NEIGHBOUR)})


def tie(source="tests.organisation:1", target="tests.class:1", kind="tests.visit", on=START, by=BY):
    return services.tie(by=by, kind=kind, source=source, target=target, on=on)


def test_two_things_are_linked_from_a_date_and_the_trail_says_so():
    link = tie()
    assert link.is_valid_on(START)
    assert not link.is_valid_on(START - dt.timedelta(days=1))
    entry = Entry.objects.get()
    assert (entry.action, entry.target) == ("links.link.tied", "tests.organisation:1")


def test_a_row_may_be_given_instead_of_its_urn():
    entry = Entry.objects.create(actor="system:a", action="a.b.c", area="a", target="a.b:1")
    visit = Kind(
        code="tests.entry",
        forward="a",
        backward="b",
        sources=frozenset({"audit.entry"}),
        targets=VISIT.targets,
        may_tie=VISIT.may_tie,
    )
    kinds.register(visit)
    assert tie(source=entry, kind="tests.entry").source == f"audit.entry:{entry.pk}"


def test_the_area_of_the_kind_says_who_may_tie_and_untie():
    holder = LinkActor("4")
    link = tie(by=holder)
    with pytest.raises(Forbidden):
        tie(by=holder, target="tests.class:2")
    other = tie(target="tests.class:2")
    with pytest.raises(Forbidden):
        services.untie(by=holder, link=other, on=LATER)
    services.untie(by=holder, link=link, on=LATER)
    assert Link.objects.on(LATER).get() == other


@pytest.mark.parametrize(
    ("source", "target", "kind", "reason"),
    [
        ("tests.class:1", "tests.class:1", "tests.neighbour", "liée à elle-même"),
        ("tests.class:1", "tests.organisation:1", "tests.visit", "« accueille » relie autre chose".replace(" ", "\\W")),
    ],
)
def test_what_cannot_be_linked_is_refused(source, target, kind, reason):
    with pytest.raises(Refused, match=reason):
        tie(source=source, target=target, kind=kind)
    assert not Link.objects.exists()


def test_the_same_link_is_not_made_twice_but_may_come_back():
    link = tie()
    for on in (START, LATER, START - dt.timedelta(days=9)):
        with pytest.raises(Refused, match="déjà liées"):
            tie(on=on)
    services.untie(by=BY, link=link, on=LATER)
    with pytest.raises(Refused, match="déjà liées"):
        tie(on=LATER - dt.timedelta(days=1))
    assert tie(on=LATER).valid_from == LATER


def test_the_database_holds_the_rule_when_two_people_click_together(monkeypatch):
    tie()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(kind="tests.visit", source="tests.organisation:1", target="tests.class:1", created_by="x:1")
    monkeypatch.setattr(Link.objects, "during", lambda *period: Link.objects.none())
    with pytest.raises(Refused, match="déjà liées"):
        tie()


def test_a_link_ends_once_and_a_mistake_goes():
    link = tie()
    services.untie(by=BY, link=link, on=LATER)
    with pytest.raises(Refused, match="a déjà pris fin le 1er juin 2027"):
        services.untie(by=BY, link=link, on=LATER)
    mistake = tie(target="tests.class:2")
    services.untie(by=BY, link=mistake, on=START)
    assert not Link.objects.filter(target="tests.class:2").exists()
    assert Entry.objects.filter(action="links.link.untied").count() == 2


def test_links_read_from_both_ends_in_one_query(django_assert_num_queries):
    tie()
    tie(target="tests.class:2")
    with django_assert_num_queries(1):
        found = selectors.ties(["tests.organisation:1", "tests.class:1", "tests.class:9"], START)
    assert [(tie.words, tie.other) for tie in found["tests.organisation:1"]] == [
        ("accueille", "tests.class:1"),
        ("accueille", "tests.class:2"),
    ]
    assert [(tie.words, tie.other) for tie in found["tests.class:1"]] == [
        ("est accueillie par", "tests.organisation:1")
    ]
    assert found["tests.class:9"] == []
    assert [link.target for link in selectors.outgoing(["tests.organisation:1"], START)] == [
        "tests.class:1",
        "tests.class:2",
    ]
    assert selectors.incoming(["tests.class:2"], START, of=["tests.neighbour"]).count() == 0


def test_a_kind_that_left_the_code_is_still_read(monkeypatch):
    tie()
    monkeypatch.setattr(kinds, "_kinds", {})
    assert selectors.ties(["tests.class:1"], START)["tests.class:1"][0].words == "tests.visit"


def test_the_graph_is_walked_step_by_step(django_assert_num_queries):
    tie()
    for first, second in ((1, 2), (2, 3), (3, 4), (4, 1)):
        tie(f"tests.class:{first}", f"tests.class:{second}", "tests.neighbour")
    with django_assert_num_queries(2):
        reached = selectors.walk("tests.organisation:1", START, depth=2)
    assert {urn: step.distance for urn, step in reached.items()} == {
        "tests.organisation:1": 0,
        "tests.class:1": 1,
        "tests.class:2": 2,
        "tests.class:4": 2,
    }
    whole = selectors.walk("tests.organisation:1", START, depth=9)
    assert whole["tests.class:3"].distance == 3
    assert [link.kind for link in selectors.path(whole, "tests.class:3")] == ["tests.visit", *["tests.neighbour"] * 2]
    assert selectors.path(whole, "tests.organisation:1") == []
    assert list(selectors.walk("tests.class:1", START, depth=3, of=["tests.visit"])) == [
        "tests.class:1",
        "tests.organisation:1",
    ]


def test_a_walk_sees_the_links_of_its_date_only():
    services.untie(by=BY, link=tie(), on=LATER)
    assert list(selectors.walk("tests.class:1", LATER, depth=3)) == ["tests.class:1"]


def test_many_things_are_asked_for_in_batches(monkeypatch, django_assert_num_queries):
    tie()
    monkeypatch.setattr(selectors, "BATCH", 2)
    urns = ["tests.class:1", "tests.class:2", "tests.organisation:1", "tests.organisation:2"]
    with django_assert_num_queries(2):
        found = selectors.ties(urns, START)
    assert [len(found[urn]) for urn in urns] == [1, 0, 1, 0]


def test_a_kind_is_declared_once():
    assert kinds.register(VISIT) is VISIT
    with pytest.raises(ValueError, match="two kinds"):
        kinds.register(
            Kind(
                code="tests.visit",
                forward="x",
                backward="y",
                sources=VISIT.sources,
                targets=VISIT.targets,
                may_tie=VISIT.may_tie,
            )
        )


def test_a_link_says_what_it_is():
    assert str(tie()) == "tests.organisation:1 tests.visit tests.class:1"
