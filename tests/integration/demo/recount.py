"""The figures of a bilan counted a second time, in SQL written by hand: nothing here calls a selector.

The text of the law is the definition that each figure prints. ``value(figure)`` gives the number it should have.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from statistics import median
from typing import Any

from django.db import connection

from essaim.front.reporting.domain.document import Figure

EDITIONS = """(n.slug = %(edition)s or %(edition)s = '' and n.starts_on >= %(start)s and n.starts_on < %(end)s
    and (%(campaign)s = '' or n.campaign_id in (select id from campaign_campaign where slug = %(campaign)s)))"""
"""The edition a figure is told for; else every edition, of one campaign or of all, that begins in the period."""

HELD = """
    select coalesce({what}, 0) from encounters_encounter e
    left join territory_departement d on d.code = e.departement_id
    {axis_join}
    where e.state = 'held' and e.held_on >= %(start)s and e.held_on < %(end)s {axis} {place}
"""
ENCOUNTER_PLACES = {"region": "and d.region_id = %(code)s", "academie": "and d.academie_id = %(code)s"}
EVENTS = """
    select coalesce({what}, 0) from encounters_event e left join territory_academie a on a.code = e.academie_id
    {axis_join}
    where e.state = 'held' and e.held_on >= %(start)s and e.held_on < %(end)s {axis} {place}
"""
EVENT_PLACES = {
    "region": "and (e.region_id = %(code)s or e.region_id is null and a.region_id = %(code)s)",
    "academie": "and e.academie_id = %(code)s",
}
AXIS_JOIN = """
    join protocol_commitment c on c.id = e.commitment_id join protocol_axis x on x.id = c.axis_id
    join protocol_agreement g on g.id = x.agreement_id
"""
AXIS = "and x.number = %(axis)s and g.slug = 'protocole'"
REGISTERED = """
    select count(*) from {table} r join campaign_edition n on n.id = r.edition_id
    where r.state = 'accepted' and [editions] {place}
"""
OWN_PLACES = {"region": "and r.region_id = %(code)s", "academie": "and r.academie_id = %(code)s"}
PUPILS = """
    select coalesce(sum(k.pupils), 0) from directory_schoolclass k join directory_school s on s.id = k.school_id
    left join territory_academie a on a.code = s.academie_id
    where k.id in (
        select r.school_class_id from campaign_classrequest r join campaign_edition n on n.id = r.edition_id
        where r.state = 'accepted' and [editions]
        union
        select r.school_class_id from campaign_showcase r join campaign_edition n on n.id = r.edition_id
        where r.state = 'accepted' and [editions]
    ) {place}
"""
SCHOOL_PLACES = {"region": "and a.region_id = %(code)s", "academie": "and s.academie_id = %(code)s"}
MATCHES = """
    select {what} from campaign_match m join campaign_classrequest r on r.id = m.request_id
    join campaign_edition n on n.id = r.edition_id
    where [editions] {place} {more}
"""
CLASSES = """
    select count(distinct k.id) from directory_schoolclass k join directory_school s on s.id = k.school_id
    left join territory_departement d on d.code = s.departement_id
    join links_link l on l.source = 'directory.schoolclass:' || k.id {served} {place}
"""
CLASS_PLACES = {"region": "and d.region_id = %(code)s", "academie": "and s.academie_id = %(code)s"}
SERVED = """
    join protocol_commitment c on l.target = 'protocol.commitment:' || c.id
    join protocol_axis x on x.id = c.axis_id join protocol_agreement g on g.id = x.agreement_id
    {more} where l.kind = 'serves' and x.number = %(axis)s and g.slug = 'protocole'
    and (l.valid_from is null or l.valid_from < %(end)s) and (l.valid_until is null or l.valid_until > %(start)s)
"""
WHERE_IS = """
    left join territory_commune t on t.code = o.commune_id
    left join territory_departement d on d.code = t.departement_id
    left join territory_departement w on w.code = o.departement_id
    left join territory_academie a on a.code = o.academie_id
"""
ORGANISATION_PLACES = {
    "region": "and coalesce(d.region_id, w.region_id, a.region_id, o.region_id) = %(code)s",
    "academie": "and coalesce(d.academie_id, w.academie_id, o.academie_id) = %(code)s",
}
ORGANISATIONS = """
    select count(*) from directory_organisation o {where_is}
    where coalesce(o.ending, '') <> 'duplicate' and (o.valid_from is null or o.valid_from <= %(start)s)
    and (o.valid_until is null or o.valid_until > %(start)s) {place}
"""
SERVING_ORGANISATIONS = """
    select count(distinct o.id) from directory_organisation o
    join links_link l on l.source = 'directory.organisation:' || o.id {served}
    and coalesce(o.ending, '') <> 'duplicate' {place}
"""
COVERED = """
    select count(distinct a.code) from territory_academie a
    join directory_seat s on s.academie_id = a.code and s.role = 'correspondent'
    join directory_tenure t on t.seat_id = s.id join accounts_user u on u.id = t.user_id
    where u.is_active and (t.valid_from is null or t.valid_from <= %(start)s)
    and (t.valid_until is null or t.valid_until > %(start)s)
    and (a.valid_from is null or a.valid_from <= %(start)s) and (a.valid_until is null or a.valid_until > %(start)s)
    {place}
"""
OF_EDITION = """
    select coalesce({what}, 0) from encounters_encounter e
    left join territory_departement d on d.code = e.departement_id
    where e.state = 'held' {place} and (
        e.id in (
            select m.encounter_id from campaign_match m join campaign_classrequest r on r.id = m.request_id
            join campaign_edition n on n.id = r.edition_id where [editions]
        )
        or e.origin in (
            select 'campaign.showcase:' || s.id from campaign_showcase s join campaign_edition n on n.id = s.edition_id
            where [editions]
        )
    )
"""
OPEN = """
    select count(*) from directory_school s left join territory_departement d on d.code = s.departement_id
    where s.degree <> 'none' and (s.closed_on is null or s.closed_on > %(start)s)
    and (s.opened_on <= %(start)s or s.opened_on is null and s.state <> 'to_open') {place}
"""


def value(figure: Figure) -> Decimal:
    """What this figure should say."""
    name, _, axis = figure.code.partition(".axis")
    kind, _, code = figure.scope.partition(":")
    known: dict[str, Any] = {"start": figure.start, "end": figure.end, "code": code, "axis": int(axis or 0)}
    nature, _, subject = figure.about.partition(":")
    known |= {"edition": "", "campaign": ""} | ({nature: subject} if nature else {})
    return COUNTED[name](kind, known)


def _ask(sql: str, known: Mapping[str, Any]) -> list[tuple]:
    sql = sql.replace("[editions]", EDITIONS)
    with connection.cursor() as cursor:
        cursor.execute(sql, {name: found for name, found in known.items() if f"%({name})s" in sql})
        return cursor.fetchall()


def _one(sql: str, known: Mapping[str, Any]) -> Decimal:
    return Decimal(str(_ask(sql, known)[0][0] or 0))


def _dated(template: str, places: Mapping[str, str], what: str) -> Callable[[str, Mapping[str, Any]], Decimal]:
    def count(kind: str, known: Mapping[str, Any]) -> Decimal:
        joined, axis = (AXIS_JOIN, AXIS) if known["axis"] else ("", "")
        return _one(template.format(what=what, axis_join=joined, axis=axis, place=places.get(kind, "")), known)

    return count


def _hours(kind: str, known: Mapping[str, Any]) -> Decimal:
    return round(_dated(HELD, ENCOUNTER_PLACES, "sum(e.minutes)")(kind, known) / 60, 1)


def _simple(template: str, places: Mapping[str, str], **words: str) -> Callable[[str, Mapping[str, Any]], Decimal]:
    return lambda kind, known: _one(template.format(place=places.get(kind, ""), **words), known)


def _answer_rate(kind: str, known: Mapping[str, Any]) -> Decimal:
    sql = MATCHES.format(what="m.team_reply, m.actor_reply", place=OWN_PLACES.get(kind, ""), more="")
    said = [reply for row in _ask(sql, known) for reply in row]
    return round(Decimal(100 * sum(reply != "pending" for reply in said)) / len(said), 1) if said else Decimal(0)


def _answer_hours(kind: str, known: Mapping[str, Any]) -> Decimal:
    what = "m.team_asked_at, m.team_replied_at, m.actor_asked_at, m.actor_replied_at"
    rows = _ask(MATCHES.format(what=what, place=OWN_PLACES.get(kind, ""), more=""), known)
    pairs = [(_moment(row[n]), _moment(row[n + 1])) for row in rows for n in (0, 2) if row[n + 1] is not None]
    taken = [max(0, (replied - asked) // dt.timedelta(microseconds=1)) for asked, replied in pairs]
    return round(Decimal(median(map(Decimal, taken))) / MICROSECONDS_OF_HOUR, 1) if taken else Decimal(0)


def _moment(stored: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(stored) if isinstance(stored, str) else stored


def _serving(template: str, places: Mapping[str, str], more: str = "") -> Callable[[str, Mapping[str, Any]], Decimal]:
    return lambda kind, known: _one(template.format(served=SERVED.format(more=more), place=places.get(kind, "")), known)


MICROSECONDS_OF_HOUR = 3_600_000_000
"""Delays are counted in whole microseconds: a float falls on either side of a half."""

COUNTED: Mapping[str, Callable[[str, Mapping[str, Any]], Decimal]] = {
    "encounters.held": _dated(HELD, ENCOUNTER_PLACES, "count(*)"),
    "encounters.pupils": _dated(HELD, ENCOUNTER_PLACES, "sum(e.pupils)"),
    "encounters.adults": _dated(HELD, ENCOUNTER_PLACES, "sum(e.adults)"),
    "encounters.hours": _hours,
    "encounters.events_held": _dated(EVENTS, EVENT_PLACES, "count(*)"),
    "encounters.people": _dated(EVENTS, EVENT_PLACES, "sum(e.attended)"),
    "campaign.requests_registered": _simple(REGISTERED, OWN_PLACES, table="campaign_classrequest"),
    "campaign.offers_registered": _simple(REGISTERED, OWN_PLACES, table="campaign_offer"),
    "campaign.showcases_registered": _simple(REGISTERED, OWN_PLACES, table="campaign_showcase"),
    "campaign.pupils_registered": _simple(PUPILS, SCHOOL_PLACES),
    "campaign.matched": _simple(MATCHES, OWN_PLACES, what="count(*)", more=""),
    "campaign.confirmed": _simple(MATCHES, OWN_PLACES, what="count(*)", more="and m.state in ('confirmed', 'held')"),
    "campaign.held": _simple(OF_EDITION, ENCOUNTER_PLACES, what="count(*)"),
    "campaign.held_pupils": _simple(OF_EDITION, ENCOUNTER_PLACES, what="sum(e.pupils)"),
    "campaign.held_adults": _simple(OF_EDITION, ENCOUNTER_PLACES, what="sum(e.adults)"),
    "campaign.held_hours": lambda kind, known: round(
        _simple(OF_EDITION, ENCOUNTER_PLACES, what="sum(e.minutes)")(kind, known) / 60, 1
    ),
    "campaign.answer_rate": _answer_rate,
    "campaign.answer_hours": _answer_hours,
    "protocol.classes": _serving(CLASSES, CLASS_PLACES),
    "protocol.organisations": _serving(SERVING_ORGANISATIONS, ORGANISATION_PLACES, WHERE_IS),
    "directory.academies_covered": _simple(COVERED, {"region": "and a.region_id = %(code)s"}),
    "directory.organisations": _simple(ORGANISATIONS, ORGANISATION_PLACES, where_is=WHERE_IS),
    "directory.schools_open": _simple(
        OPEN, {"region": "and d.region_id = %(code)s", "academie": "and s.academie_id = %(code)s"}
    ),
}
