"""What is published of a campaign, read once and kept as long as it says the same.

``find`` gives the edition an address speaks of, with a version that changes whenever something published does. It is
asked of the database at most every ``ESSAIM_PUBLIC_SECONDS``, and then first by the last line of the trail: where no
gesture was made, nothing changed. A page that a reader already has is thus answered before anything is read; when the
version is new, actions, words and map are read and prepared again, once for all pages of the process: at once for an
edition of usual size, aside for a large one, whose readers have the version before for the second it takes.

``ESSAIM_PUBLIC_SECONDS = 0`` keeps nothing: each page reads everything (tests).
"""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString

from essaim.areas.campaign.atlas import Atlas
from essaim.areas.campaign.domain.catalogue import Catalogue
from essaim.areas.campaign.domain.publication import Action, Facet
from essaim.areas.campaign.enums import Moment, Nature
from essaim.areas.campaign.models import Campaign, Edition
from essaim.areas.campaign.search import ActionSearch, labels_of
from essaim.areas.campaign.selectors import campaigns, editions, public, public_editions
from essaim.commons.territory.models import Academie, Region
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel import digest

logger = logging.getLogger(__name__)

EXACT_SECONDS: Final = 60
"""The version is computed anew at least this often, should a row have changed without a gesture."""

LARGE: Final = 2000
"""Actions from which an edition is prepared aside: about half a second of work."""

MOST_KNOWN: Final = 40
"""Editions kept at once; an address nobody knows never makes one."""


@dataclass(frozen=True, eq=False)
class Published:
    """An edition as the public reads it, at one version."""

    campaign: Campaign
    edition: Edition | None
    is_current: bool
    version: str
    changed_at: datetime = field(default_factory=timezone.now)
    cards: dict[tuple[str, bool, str], SafeString] = field(default_factory=dict, repr=False)

    @property
    def moment(self) -> Moment | None:
        """Where the year of the edition stands today."""
        return public_editions.moment(self.edition, timezone.localdate()) if self.edition else None

    @cached_property
    def dated(self) -> list[Action]:
        """What has a day, cancelled and withdrawn ones included, for calendars."""
        return public.dated(self.edition) if self.edition else []

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is on the map and in the agenda."""
        return Catalogue(public.actions(self.edition) if self.edition else ())

    @cached_property
    def calendar(self) -> Catalogue:
        """What calendars hold: every date, called off or not."""
        return Catalogue(self.dated)

    def action(self, reference: str) -> Action | None:
        """An action of the edition by its reference, or None: then it is elsewhere, or nowhere."""
        return self._by_reference.get(reference)

    @cached_property
    def _by_reference(self) -> Mapping[str, Action]:
        """Dates first, then what is shown: the live encounter of a class wins over one called off."""
        told = {one.reference: one for one in self.dated if one.nature is Nature.ENCOUNTER}
        return told | {one.reference: one for one in self.catalogue.actions}

    @cached_property
    def atlas(self) -> Atlas:
        """The map."""
        return Atlas(self.catalogue)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The words of the edition by code."""
        return dict(editions.labels(self.edition)) if self.edition else {}

    @cached_property
    def labels(self) -> Mapping[Facet, Mapping[str, str]]:
        """What each filter may be asked."""
        return labels_of(
            self.catalogue,
            words=self.words,
            regions=self.regions,
            academies=self.academies,
            zones=self.atlas.names,
        )

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """The régions by code, mainland first."""
        return public_editions.regions()

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The régions' words of an address, by code."""
        return dict(Region.objects.order_by("pk").values_list("pk", "slug"))

    @cached_property
    def academies(self) -> Mapping[str, str]:
        """The académies of today by code, by name."""
        return {one.pk: one.full_name for one in Academie.objects.on(timezone.localdate()).order_by("sort_key")}

    @property
    def is_large(self) -> bool:
        """Whether preparing it takes long enough for a reader to notice; said of what is prepared already."""
        prepared = self.__dict__.get("catalogue")
        return prepared is not None and len(prepared.actions) >= LARGE

    def prepare(self) -> None:
        """Read and prepare everything pages show, before anybody asks."""
        self.search(QueryDict())
        self.dates(QueryDict())

    def search(self, query: QueryDict, *, dated: bool = False) -> ActionSearch:
        """What a reader asks of it."""
        return ActionSearch(query, self.catalogue, self.labels, dated=dated)

    def dates(self, query: QueryDict) -> ActionSearch:
        """The same of its calendar."""
        return ActionSearch(query, self.calendar, self.labels)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found at an address, when, and what told that nothing had changed."""

    found: Published | None
    read_at: float
    exact_at: float
    sign: tuple[int, date]


_seen: dict[tuple[str, str], _Seen] = {}
_lock = threading.Lock()
_aside: set[tuple[str, str]] = set()


def find(campaign: str = campaigns.SEMAINE, slug: str = "") -> Published | None:
    """What is published at an address: of the edition of a slug, else of today's; None when nobody knows either."""
    if not settings.ESSAIM_PUBLIC_SECONDS:
        return _read(campaign, slug)
    now, key = time.monotonic(), (campaign, slug)
    seen = _seen.get(key)
    if seen and now - seen.read_at < settings.ESSAIM_PUBLIC_SECONDS:
        return seen.found
    with _lock:
        sign = (Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0, timezone.localdate())
        if seen and seen.sign == sign and now - seen.exact_at < EXACT_SECONDS:
            kept = _Seen(seen.found, now, seen.exact_at, sign)
        else:
            fresh = _same(_read(campaign, slug), seen)
            kept = _Seen(fresh, now, now, sign)
            if seen and seen.found and fresh and fresh is not seen.found and seen.found.is_large:
                _prepare_aside(key, kept)
                kept = _Seen(seen.found, now, seen.exact_at, seen.sign)
        if kept.found or key in _seen:
            _keep(key, kept)
    return kept.found


def forget() -> None:
    """Keep nothing of what was read: for tests and for a database that was replaced."""
    _seen.clear()


def _keep(key: tuple[str, str], kept: _Seen) -> None:
    if len(_seen) >= MOST_KNOWN and key not in _seen:
        _seen.pop(next(iter(_seen)))
    _seen[key] = kept


def _prepare_aside(key: tuple[str, str], kept: _Seen) -> None:
    """Prepare a large edition while its readers have the version before; a later change waits for its turn."""
    if key not in _aside:
        _aside.add(key)
        threading.Thread(target=_prepare, args=(key, kept), daemon=True).start()


def _prepare(key: tuple[str, str], kept: _Seen) -> None:
    try:
        if kept.found:
            kept.found.prepare()
        with _lock:
            _seen[key] = kept
    except DatabaseError:
        logger.exception("what is published could not be prepared; readers keep the version before")
    finally:
        _aside.discard(key)
        connection.close()


def _same(fresh: Published | None, seen: _Seen | None) -> Published | None:
    """What was prepared already, when its version still holds."""
    if fresh and seen and seen.found and seen.found.version == fresh.version:
        return seen.found
    return fresh


def _read(campaign: str, slug: str) -> Published | None:
    found = campaigns.of_address(campaign)
    if found is None:
        return None
    current = editions.current(campaign)
    edition = editions.public(campaign).filter(slug=slug).first() if slug else current
    if slug and edition is None:
        return None
    is_current = edition == current
    told = [found.slug, slug, is_current, timezone.localdate()]
    if edition is not None:
        moment = public_editions.moment(edition, timezone.localdate())
        told += [public.version(edition), edition.state, moment, edition.is_open]
    return Published(found, edition, is_current, digest.of({"told": [str(part) for part in told]})[:24])
