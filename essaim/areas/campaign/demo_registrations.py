"""Draw the registrations of the demonstration: unsaved drafts, told with the rules of the real forms.

Schools are taken in turn, territory by territory, so that every région asks something; levels are taken in turn in each
kind of school, so that all of schooling is there. References are drawn from the seed: the same season has the same.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from essaim.areas.campaign import answers, demo_words
from essaim.areas.campaign.domain import levels, slots, words
from essaim.areas.campaign.enums import Band, Channel, Mode
from essaim.areas.campaign.models import ClassRequest, Edition, Offer, OpenEvent, Registration, Showcase, Term
from essaim.areas.campaign.models.registration import REFERENCE_ALPHABET, OfClass
from essaim.areas.campaign.selectors import editions
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import OrganisationKind, SchoolKind, SchoolSource
from essaim.commons.directory.models import Organisation, School
from essaim.commons.territory.models import Departement

T = TypeVar("T")
R = TypeVar("R", bound=Registration)
MARKS = ("A", "B", "C", "D", "1", "2", "3", "4", *(f"{row}{place}" for row in "EFGH" for place in range(1, 100)))
SIZES: Mapping[Band, tuple[int, int]] = {
    Band.MATERNELLE: (16, 28),
    Band.ELEMENTAIRE: (18, 29),
    Band.COLLEGE: (20, 31),
    Band.LYCEE: (24, 36),
    Band.PRO: (10, 25),
    Band.HIGHER: (15, 60),
}
OUTSIDE = "outside"
"""Territories outside régions ask together as much as one région."""

USUAL_ACTION = "rencontre"
FICTIONAL_PHONES = "06 39 98"  # kept by the regulator for fiction: nobody answers there
CHANNELS = (Channel.LINK, Channel.LINK, Channel.LINK, Channel.ACCOUNT, Channel.TELEPHONE)
HIGH_BANDS = (Band.COLLEGE, Band.LYCEE, Band.PRO, Band.HIGHER)
LOW_BANDS = (Band.MATERNELLE, Band.ELEMENTAIRE)


class Drawing:
    """The draws of one edition."""

    def __init__(self, edition: Edition, seed: int) -> None:
        self.edition = edition
        self.draw = random.Random(f"{seed}-{edition.slug}")  # noqa: S311 (a season, not a secret)
        self.half_days = [str(slot) for slot in editions.half_days(edition)]
        by_kind: dict[str, list[str]] = defaultdict(list)
        for term in sorted(edition.terms.all(), key=lambda term: (term.kind, term.order)):
            by_kind[term.kind].append(term.code)
        self.actions, self.themes = by_kind[Term.Kind.ACTION], by_kind[Term.Kind.THEME]
        self.shows, self.opened = by_kind[Term.Kind.SHOWCASE], by_kind[Term.Kind.EVENT]
        self.rank = 0
        self._turns: dict[str, int] = defaultdict(int)
        self._classes: set[tuple[int, str, str]] = set()
        self._offers: set[tuple[int, str]] = set()
        self._references: set[str] = set()
        self._everywhere: set[str] = set()
        self._schools = in_turn(self.draw, _schools())
        self._actors = in_turn(self.draw, _actors())
        self._near = _departements()

    def request(self, school: School | None = None) -> ClassRequest:
        """A team asks."""
        school = school or next(self._schools)
        asked = self._start(ClassRequest(), "E")
        self._class(asked, school)
        usually = [USUAL_ACTION] if self.draw.random() < 0.8 else []  # noqa: PLR2004 (a share of the season)
        asked.action_types = words.write([*usually, *self._some(self.actions[1:6], 1, 2)])
        asked.themes = words.write(self._themes(2))
        asked.modes = words.write(self._modes())
        first_degree = levels.bands(class_labels.read(asked.levels), SchoolKind(school.kind)) <= set(LOW_BANDS)
        usual = [code for code in self.half_days if not (first_degree and _is_wednesday_afternoon(code))]
        asked.slots = words.write(usual if self.draw.random() < 0.25 else self._some(usual, 3, 6))  # noqa: PLR2004
        return asked

    def offer(self, actor: Organisation | None = None) -> Offer:
        """An ESS actor offers; many come everywhere in their région, the others as far as they say."""
        actor = actor or next(self._actors)
        offered = self._start(Offer(capacity=self.draw.choice([1, 2, 2, 3, 3, 4])), "A")
        answers.write(offered, {"organisation": actor})
        action = self._turn("action", self.actions)
        offered.title = self._title(actor, demo_words.OFFERS.get(action, ("Rencontrer une organisation de l'ESS",)))
        offered.action_types = words.write({action, USUAL_ACTION, *self._some(self.actions, 0, 2)})
        offered.themes = words.write(self._themes(6))
        offered.levels = words.write(self._bands())
        offered.modes = words.write(self._modes())
        offered.slots = words.write(self._some(self.half_days, 4, len(self.half_days)))
        offered.max_pupils = self.draw.choice([None, None, 30, 35, 60])
        offered.range_km = self.draw.choice([20, 30, 50, 80])
        if self.draw.random() < 0.7:  # noqa: PLR2004 (a share of the season)
            self._everywhere.add(offered.reference)
        return offered

    def territory_of(self, offer: Offer) -> list[Departement]:
        """The départements an offer serves besides its range: its whole région, often."""
        return self._near.get(offer.region_id or "", []) if offer.reference in self._everywhere else []

    def showcase(self, school: School | None = None) -> Showcase:
        """Pupils show what they did."""
        school = school or next(self._schools)
        shown = self._start(Showcase(), "V")
        self._class(shown, school)
        action = self._turn("showcase", self.shows)
        shown.action_types = words.write([action])
        told = demo_words.SHOWCASES.get(action, demo_words.SHOWCASES["autre"])
        shown.title, shown.story = told[self._turns["showcase"] // len(self.shows) % len(told)]
        shown.themes = words.write(self._some(self.themes, 0, 2))
        shown.is_open = self.draw.random() < 0.4  # noqa: PLR2004 (a share of the season)
        shown.place = f"Cour, {school.name}"[:200] if shown.is_open else ""
        zone = ZoneInfo(school.departement.timezone if school.departement else "Europe/Paris")
        day, half = slots.Slot.parse(self.draw.choice(self.half_days)).day, self.draw.choice([9, 10, 14])
        shown.starts_at = dt.datetime.combine(day, dt.time(half), zone)
        shown.ends_at = shown.starts_at + dt.timedelta(hours=self.draw.choice([1, 2, 3]))
        return shown

    def event(self) -> OpenEvent:
        """Somebody opens their doors to everybody."""
        actor = next(self._actors)
        opened = self._start(OpenEvent(), "O")
        action = self._turn("event", self.opened)
        opened.title, opened.story = demo_words.EVENTS.get(action, demo_words.EVENTS["portes-ouvertes"])
        opened.is_remote = action == "formation-ouverte"
        opened.place = "" if opened.is_remote else f"Grande salle, {actor.name}"[:300]
        zone = ZoneInfo(actor.commune.departement.timezone if actor.commune else "Europe/Paris")
        day = slots.Slot.parse(self.draw.choice(self.half_days)).day
        start = dt.datetime.combine(day, dt.time(self.draw.choice([10, 14, 18])), zone)
        answers.write(
            opened,
            {
                "organisation": actor,
                "action_types": [action],
                "themes": self._some(self.themes, 0, 2),
                "starts_at": start,
                "ends_at": start + dt.timedelta(hours=self.draw.choice([1, 2, 3])),
            },
        )
        return opened

    def moment(self, first: dt.date, last: dt.date) -> dt.datetime:
        """A moment of a working hour between two days."""
        day = first + dt.timedelta(days=self.draw.randrange(max(1, (last - first).days)))
        return dt.datetime.combine(day, dt.time(self.draw.randrange(8, 19), self.draw.randrange(60)), ZoneInfo("UTC"))

    def _start(self, row: R, initial: str) -> R:
        self.rank += 1
        row.edition, row.is_demo = self.edition, True
        row.reference = self._reference(initial)
        row.channel = self._turn("channel", CHANNELS)
        who = "Accueil" if initial in "AO" else "Équipe éducative"
        row.contact_name = f"{who} n° {self.rank} (fictive)"
        row.contact_email = f"{initial.lower()}{self.rank}.{self.edition.starts_on.year}@demo.example"
        row.contact_phone = f"{FICTIONAL_PHONES} {self.rank // 100 % 100:02} {self.rank % 100:02}"
        row.message = self.draw.choice(demo_words.MESSAGES) if initial == "E" else ""
        return row

    def _class(self, row: OfClass, school: School) -> None:
        kind = SchoolKind(school.kind)
        level = self._turn(f"level-{kind}", levels.taught(kind))
        low, high = SIZES[next(iter(levels.bands([level], kind)))]
        kept = class_labels.write([level])
        mark = next(mark for mark in ("", *MARKS) if (school.pk, kept, mark) not in self._classes)
        self._classes.add((school.pk, kept, mark))
        row.mark = mark
        answers.write(row, {"school": school, "levels": [level], "pupils": self.draw.randrange(low, high)})

    def _reference(self, initial: str) -> str:
        while True:
            found = initial + "".join(self.draw.choice(REFERENCE_ALPHABET) for _ in range(7))
            if found not in self._references:
                self._references.add(found)
                return found

    def _title(self, actor: Organisation, titles: Sequence[str]) -> str:
        """A title this organisation has not given yet."""
        wanted = self.draw.choice(titles)
        for n in range(1, 100):
            title = wanted if n == 1 else f"{wanted} ({n})"
            if (actor.pk, title) not in self._offers:
                self._offers.add((actor.pk, title))
                return title
        raise ValueError("an organisation does not make a hundred offers under one title")

    def _bands(self) -> Sequence[Band]:
        """The parts of schooling an actor speaks to."""
        return self.draw.choice([list(Band), list(Band), LOW_BANDS, HIGH_BANDS, HIGH_BANDS])

    def _themes(self, most: int) -> list[str]:
        """Half of people do not choose."""
        return self._some(self.themes, 2, most) if self.draw.random() < 0.5 else []  # noqa: PLR2004

    def _modes(self) -> Sequence[Mode]:
        return self.draw.choice(
            [(Mode.SCHOOL,), (Mode.SCHOOL, Mode.VISIT), (Mode.SCHOOL, Mode.REMOTE), (Mode.SCHOOL, Mode.VISIT)]
        )

    def _some(self, among: Sequence[T], least: int, most: int) -> list[T]:
        return self.draw.sample(list(among), min(len(among), self.draw.randint(least, most)))

    def _turn(self, name: str, among: Sequence[T]) -> T:
        self._turns[name] += 1
        return among[(self._turns[name] - 1) % len(among)]


def in_turn(draw: random.Random, by_area: Mapping[str, Sequence[T]]) -> Iterator[T]:
    """For ever, one of each territory after the other."""
    queues = [draw.sample(list(rows), len(rows)) for _, rows in sorted(by_area.items()) if rows]
    turn = 0
    while queues:
        for rows in queues:
            yield rows[turn % len(rows)]
        turn += 1


def actors_of(region: str) -> Sequence[Organisation]:
    """The fictional ESS actors of a région."""
    return _actors().get(region, [])


def schools_of(departement: str) -> list[School]:
    """The fictional schools of a département that receive pupils."""
    return [school for school in _every_school() if school.departement_id == departement]


def _every_school() -> Sequence[School]:
    schools = School.objects.filter(source=SchoolSource.DEMO, closed_on=None)
    return list(schools.select_related("academie__region", "departement__region", "commune").order_by("pk"))


def _schools() -> Mapping[str, Sequence[School]]:
    found: dict[str, list[School]] = defaultdict(list)
    for school in _every_school():
        if school.departement:
            found[school.departement.region_id or OUTSIDE].append(school)
    return found


def _actors() -> Mapping[str, Sequence[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    actors = Organisation.objects.filter(is_demo=True, kind=OrganisationKind.ESS_ACTOR)
    for actor in actors.select_related("commune__departement").order_by("pk"):
        if actor.commune:
            found[actor.commune.departement.region_id or ""].append(actor)
    return found


def _departements() -> dict[str, list[Departement]]:
    found: dict[str, list[Departement]] = defaultdict(list)
    for departement in Departement.objects.exclude(region=None).order_by("code"):
        found[departement.region_id or ""].append(departement)
    return found


def _is_wednesday_afternoon(code: str) -> bool:
    return slots.Slot.parse(code).is_wednesday_afternoon
