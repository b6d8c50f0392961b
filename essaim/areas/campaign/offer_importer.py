"""Actors' offers out of a table: each becomes an offer to reread, in the territory of its commune.

An offer is recognised by its organisation (its SIRET in the directory, else its name) and its title. A file completes
nothing that somebody already reread: an accepted offer is corrected on its own page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone

from essaim.areas.campaign.domain import lifecycle, offer_rows, words
from essaim.areas.campaign.domain.event_rows import EventRow
from essaim.areas.campaign.domain.offer_rows import OfferRow
from essaim.areas.campaign.enums import Channel, Mode, RegistrationState
from essaim.areas.campaign.event_importer import edition_of, editions
from essaim.areas.campaign.event_places import Places
from essaim.areas.campaign.event_planning import CONTACT, contact_of
from essaim.areas.campaign.models import Edition, Offer, Term
from essaim.areas.campaign.policies import imports as policies
from essaim.areas.campaign.selectors.editions import half_days
from essaim.commons.directory.domain.routing import ACTOR_LADDER, route
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.scoping import area_of_departement
from essaim.commons.directory.selectors import people
from essaim.commons.territory.models import Commune, Departement
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Field, Importer, Option, Options, Outcome, Refusal, Row, Writes
from essaim.foundation.kernel import text
from essaim.foundation.kernel.actor import Actor

USUAL_KM = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """One offer to create: its row, the départements it serves."""

    offer: Offer
    territory: tuple[str, ...]


class OfferImporter(Importer):
    """Reads any table of offers whose columns it recognises."""

    kind = "offres"
    title = "Offres d’acteurs d’une campagne"
    help = (
        "Un tableau d’offres : organisation, niveaux, commune, ce qui est proposé, dates. Chaque offre est à relire, "
        "puis se rapproche des demandes. Une case vide : toutes les dates, 30 km, une rencontre."
    )
    counts_duplicates = True
    fields: ClassVar[tuple[Field, ...]] = (
        Field("organisation", "Organisation", ("structure", "nom", "acteur", "denomination"), required=True),
        Field("siret", "SIRET", ("numero_siret",)),
        Field("title", "Ce qui est proposé", ("titre", "intitule", "offre", "proposition")),
        Field("city", "Commune", ("ville", "commune")),
        Field("postcode", "Code postal", ("cp", "code_postal")),
        Field("insee", "Code INSEE de la commune", ("code_insee", "code_commune")),
        Field("levels", "Niveaux", ("niveau", "public", "publics"), required=True),
        Field("types", "Types de rencontre", ("type", "type_action", "types_action")),
        Field("themes", "Thèmes", ("theme", "thematique", "thematiques")),
        Field("modes", "Manières de se rencontrer", ("modalite", "modalites", "mode")),
        Field("dates", "Demi-journées", ("disponibilites", "date", "creneaux"), help="Vide : toute la semaine."),
        Field("range_km", "Jusqu’à combien de kilomètres", ("rayon", "rayon_km", "distance")),
        Field("departements", "Départements", ("departement", "territoire")),
        Field("capacity", "Rencontres au plus", ("nombre_rencontres", "capacite", "rencontres")),
        Field("max_pupils", "Élèves au plus", ("effectif_max", "eleves_max")),
        Field("contact_name", "Nom du contact", ("contact", "referent"), help="Jamais public."),
        Field("contact_email", "Courriel du contact", ("email", "courriel", "mail"), help="Jamais public."),
        Field("contact_phone", "Téléphone du contact", ("telephone", "phone", "tel"), help="Jamais public."),
    )
    options: ClassVar[tuple[Option, ...]] = (
        Option("edition", "Édition", "Celle qui reçoit les offres.", choices=editions),
    )

    def may_import(self, by: Actor) -> bool:
        """The CRESS, the correspondents and the national coordinations."""
        return policies.can_import(by)

    def clean_options(self, options: Options) -> Options:
        """An edition that exists."""
        return {**options, "edition": edition_of(options).slug}

    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:
        """Each line beside the offers of the edition."""
        known = _Known(edition_of(options))
        for row in rows:
            yield known.outcome(row)

    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:  # noqa: ARG002 (the contract's)
        """Create the offers, then the départements each serves."""
        plans: list[Plan] = [outcome.payload for outcome in outcomes]
        held = people.held_posts()
        for plan in plans:
            offer = plan.offer
            offer.submitted_at, offer.channel = timezone.now(), Channel.TELEPHONE
            area = area_of_departement(offer.commune.departement) if offer.commune else offer.area
            post = route(area, held, ACTOR_LADDER).post
            offer.routed_role, offer.routed_code = (post.role, post.code) if post else ("", "")
        created = writes.create([plan.offer for plan in plans])
        link = Offer.territory.through
        served = [
            link(offer_id=offer.pk, departement_id=code)
            for offer, plan in zip(created, plans, strict=True)
            for code in plan.territory
        ]
        if served:
            writes.create(served)


class _Known:
    """The offers of the edition, its words and half-days, the organisations and communes, read once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.slots = half_days(edition)
        self.days = sorted({slot.day for slot in self.slots})
        self.places = Places()
        self.departements = set(Departement.objects.values_list("pk", flat=True))
        current = Organisation.objects.filter(ending="").exclude(siret="").select_related("commune__departement")
        self.by_siret = {one.siret: one for one in current.order_by("pk")}
        live = Offer.objects.filter(edition=edition, state__in=lifecycle.LIVE).select_related("organisation")
        self.taken = {
            (text.search_key(one.who), text.search_key(one.title)): one.reference for one in live.order_by("pk")
        }
        self.terms: dict[str, dict[str, str]] = {Term.Kind.THEME: {}, Term.Kind.ACTION: {}}
        for kind, code, label in edition.terms.values_list("kind", "code", "label"):
            if kind in self.terms:
                self.terms[kind] |= {text.search_key(code): code, text.search_key(label): code}

    def outcome(self, row: Row) -> Outcome:
        """The verdict on one line."""
        read = offer_rows.read(row.values, self.days)
        organisation = self.by_siret.get(read.siret)
        name = organisation.name if organisation else read.organisation
        where: dict[str, Any] = {
            "file": row.file,
            "line": row.line,
            "key": name,
            "label": f"{read.title or 'Offre'}, {name}",
        }
        wrong = dict(read.wrong)
        commune = self._commune(row, organisation, wrong)
        types = self._codes(read.types, Term.Kind.ACTION, "types", wrong)
        themes = self._codes(read.themes, Term.Kind.THEME, "themes", wrong)
        if unknown := [code for code in read.departements if code not in self.departements]:
            wrong["departements"] = f"« {unknown[0]} » n'est pas le code d'un département."
        if wrong:
            refusals = tuple(Refusal(row.file, row.line, field, reason) for field, reason in wrong.items())
            return Outcome(Verdict.REFUSED, refusals=refusals, **where)
        offer = self._offer(read, organisation, commune)
        offer.action_types, offer.themes = types or words.write(self.terms[Term.Kind.ACTION].values()), themes
        offer.title = offer.title or self._title(types)
        facts = (text.search_key(offer.who), text.search_key(offer.title))
        if twin := self.taken.get(facts):
            return Outcome(Verdict.DUPLICATE, note=f"Cette organisation a déjà cette offre : {twin}.", **where)
        self.taken[facts] = f"ligne {row.line} de ce fichier"
        contact, left_out = contact_of(row, {name: row[name] for name in CONTACT})
        for name, value in contact.items():
            setattr(offer, name, value)
        return Outcome(Verdict.NEW, payload=Plan(offer, read.departements), refusals=left_out, **where)

    def _offer(self, read: OfferRow, organisation: Organisation | None, commune: Commune | None) -> Offer:
        offer = Offer(
            edition=self.edition,
            state=RegistrationState.SUBMITTED,
            organisation=organisation,
            organisation_name="" if organisation else read.organisation,
            title=read.title,
            commune=commune,
            levels=words.write(read.bands),
            modes=words.write(read.modes),
            slots=words.write(str(slot) for slot in read.slots or self.slots),
            range_km=read.range_km or (None if read.departements or read.modes == (Mode.REMOTE,) else USUAL_KM),
            capacity=read.capacity,
            max_pupils=read.max_pupils,
        )
        if commune is not None:
            area = area_of_departement(commune.departement)
            offer.departement_id, offer.academie_id = area.departement, area.academie
            offer.region_id = area.region or None
        return offer

    def _commune(self, row: Row, organisation: Organisation | None, wrong: dict[str, str]) -> Commune | None:
        found = self.places.find(EventRow(city=row["city"], postcode=row["postcode"], insee=row["insee"]))
        found = found or (organisation.commune if organisation else None)
        if found is None:
            wrong["city"] = "La commune n'est pas reconnue : ajoutez son code postal ou son code INSEE."
        return found

    def _codes(self, given: Iterable[str], kind: str, name: str, wrong: dict[str, str]) -> str:
        """The words of the edition a line bears; one nobody knows is refused, since the matching reads them."""
        codes = []
        for word in given:
            code = self.terms[kind].get(text.search_key(word))
            if code is None:
                wrong[name] = f"« {word[:40]} » n'est pas un mot de l'édition : corrigez-le, ou laissez vide."
                return ""
            codes.append(code)
        return words.write(codes)

    def _title(self, types: str) -> str:
        labels = dict(self.edition.terms.filter(kind=Term.Kind.ACTION).values_list("code", "label"))
        named = " ou ".join([labels[code] for code in words.read(types) if code in labels][:2]) or "rencontre"
        return named[:1].upper() + named[1:150]
