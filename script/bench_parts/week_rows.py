"""Ten thousand published actions in the edition of today: confirmed encounters, pupils' actions, actors' offers.

Run in a process of its own, on a database that has schools and organisations: ``week_rows.py COUNT``. Rows are written
in bulk, as they stand once everybody has answered; the same seed gives the same rows.
"""

import datetime as dt
import itertools
import json
import random
import sys

SEED = 2027
SLICE = 1000
TITLES = ("Visiter la recyclerie", "Goûter un repas coopératif", "Comprendre la mutuelle", "Réparer son vélo")
STORY = "Les élèves montrent ce qu’ils ont appris : échanger, réparer, décider ensemble."


def run(count: int) -> None:
    """Write the rows, and say how many."""
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from essaim.areas.campaign.domain import slots, words
    from essaim.areas.campaign.enums import EditionState, MatchState, Reply
    from essaim.areas.campaign.models import Campaign, ClassRequest, Edition, Match, Offer, Showcase, Term
    from essaim.commons.directory.domain import class_labels
    from essaim.commons.directory.enums import Level
    from essaim.commons.directory.models import Organisation, School
    from essaim.commons.encounters.models import Encounter
    from essaim.commons.protocol import selectors as protocol
    from essaim.commons.territory.models import Commune

    draw, now = random.Random(SEED), timezone.now()  # noqa: S311 (a sample, not a secret)
    monday = timezone.localdate() + dt.timedelta(days=28 - timezone.localdate().weekday())
    campaign, _ = Campaign.objects.get_or_create(slug="semaine", defaults={"name": "Semaine de l'ESS à l'école"})
    edition = Edition.objects.create(
        campaign=campaign,
        slug="mesures",
        title="Semaine de l'ESS à l'école, mesures",
        number=99,
        school_year=monday.year,
        state=EditionState.OPEN,
        commitment=protocol.commitment("1.2"),
        opens_on=monday - dt.timedelta(days=100),
        closes_on=monday - dt.timedelta(days=7),
        starts_on=monday,
        ends_on=monday + dt.timedelta(days=5),
        needs_attestation=False,
    )
    kinds = {"theme": 10, "action": 6, "showcase": 5}
    terms = [
        Term(edition=edition, kind=kind, code=f"{kind}-{rank}", label=f"{kind} {rank}".capitalize(), order=rank)
        for kind, many in kinds.items()
        for rank in range(many)
    ]
    Term.objects.bulk_create(terms)
    themes, types, shown = ([one.code for one in terms if one.kind == kind] for kind in kinds)
    halves = [str(slot) for slot in slots.half_days(edition.starts_on, edition.ends_on)]
    schools = list(School.objects.exclude(departement=None).order_by("pk").select_related("departement")[: count * 2])
    organisations = list(Organisation.objects.order_by("pk")[:count])
    codes = list(Commune.objects.filter(kind="current").order_by("pk").values_list("pk", "departement_id"))
    said = {"state": "accepted", "submitted_at": now, "moderated_at": now, "edition": edition}

    def of_class(school: School) -> dict:
        return {
            "school": school,
            "pupils": 24,
            "levels": class_labels.write((draw.choice(list(Level)),)),
            "themes": words.write(draw.sample(themes, 2)),
        }

    many = {"met": count * 6 // 10, "shown": count * 2 // 10}
    many["offered"] = count - sum(many.values())
    met = list(itertools.islice(itertools.cycle(schools), many["met"]))
    with transaction.atomic():
        offers = [
            Offer(
                organisation=organisations[rank % len(organisations)],
                title=f"{draw.choice(TITLES)} ({rank})",
                commune_id=draw.choice(codes)[0],
                levels=words.write(draw.sample(("college", "elementaire", "lycee"), 2)),
                themes=words.write(draw.sample(themes, 2)),
                action_types=words.write(draw.sample(types, 2)),
                modes=" school visit ",
                slots=words.write(draw.sample(halves, 4)),
                range_km=30,
                capacity=1 + (rank >= many["offered"]) * 30,
                **said,
            )
            for rank in range(many["offered"] + many["met"] // 20 + 1)
        ]
        Offer.objects.bulk_create(offers, SLICE)
        agreed = offers[many["offered"] :]
        requests = [
            ClassRequest(
                **of_class(school),
                mark=f"M{rank}",
                action_types=words.write(draw.sample(types, 2)),
                modes=" school visit ",
                slots=words.write(halves),
                **said,
            )
            for rank, school in enumerate(met)
        ]
        ClassRequest.objects.bulk_create(requests, SLICE)
        chosen = [draw.choice(halves) for _ in requests]
        encounters = [
            Encounter(
                kind="school",
                origin=f"bench:{rank}",
                commitment=edition.commitment,
                title=f"Rencontre {rank}",
                school=request.school,
                organisation=agreed[rank // 20].organisation,
                departement=request.school.departement,
                planned_on=slots.Slot.parse(slot).day,
                slot=slot,
            )
            for rank, (request, slot) in enumerate(zip(requests, chosen, strict=True))
        ]
        Encounter.objects.bulk_create(encounters, SLICE)
        yes = {
            f"{side}_{name}": value
            for side in ("team", "actor")
            for name, value in (("reply", Reply.YES), ("channel", "link"), ("replied_at", now))
        }
        Match.objects.bulk_create(
            [
                Match(
                    request=request,
                    offer=agreed[rank // 20],
                    encounter=encounter,
                    state=MatchState.CONFIRMED,
                    slot=slot,
                    mode="school",
                    confirmed_at=now,
                    seat=rank % 20 + 1,
                    slot_seat=rank % 20 + 1,
                    **yes,
                )
                for rank, (request, slot, encounter) in enumerate(zip(requests, chosen, encounters, strict=True))
            ],
            SLICE,
        )
        begins = dt.datetime.combine(edition.starts_on, dt.time(13), tzinfo=dt.UTC)
        Showcase.objects.bulk_create(
            [
                Showcase(
                    **of_class(school),
                    mark=f"M{rank}",
                    title=f"Trocante de printemps {rank}",
                    story=STORY,
                    action_types=words.write(draw.sample(shown, 1)),
                    starts_at=begins + dt.timedelta(days=rank % 5),
                    ends_at=begins + dt.timedelta(days=rank % 5, hours=2),
                    place="Salle polyvalente",
                    is_open=rank % 2 == 0,
                    **said,
                )
                for rank, school in enumerate(itertools.islice(itertools.cycle(schools[::-1]), many["shown"]))
            ],
            SLICE,
        )
    from django.core.management import call_command

    call_command("createcachetable", verbosity=0)
    print(json.dumps({"actions": count}))


if __name__ == "__main__":
    run(int(sys.argv[1]))
