"""Files of ESS organisations come in: matched by identifier, then by name and place, never doubled by accident."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from essaim.commons.directory import organisation_index
from essaim.commons.directory.domain import organisation_rows as rows_domain
from essaim.commons.directory.domain.organisation_rows import KNOWN, OrganisationRow
from essaim.commons.directory.enums import Confidence, OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.policies import organisations as policies
from essaim.commons.directory.selectors.organisations import LOOKALIKE
from essaim.commons.territory.models import Commune, Postcode
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Field, Importer, Options, Outcome, Refusal, Row, Writes
from essaim.foundation.kernel import text
from essaim.foundation.kernel.actor import Actor

LABELLED = {"commune_id": "city"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``apply`` does with one line: create, or fill these fields of this organisation."""

    pk: int | None
    values: Mapping[str, Any]


class OrganisationImporter(Importer):
    """Reads any table of organisations whose columns it recognises."""

    kind = "organisations"
    title = "Acteurs de l'ESS"
    help = (
        "Un tableau d'organisations : nom, SIRET ou RNA, famille, adresse. Les exports du marché de l'inclusion, de "
        "SIRENE et de GoGoCarto sont reconnus. Les adresses électroniques et téléphones du fichier ne sont pas lus."
    )
    counts_duplicates = True
    fields = (
        Field("name", "Nom", ("denomination", "raison_sociale", "title", "nom_structure", "nom_usage"), required=True),
        Field("short_name", "Sigle ou nom d'usage", ("sigle", "brand", "short_name", "enseigne")),
        Field("siret", "SIRET", ("siret_siege", "numero_siret")),
        Field("siren", "SIREN", ("numero_siren",)),
        Field("rna", "Numéro RNA", ("id_rna", "numero_rna", "identifiant_association")),
        Field("family", "Famille de l'ESS", ("famille_ess", "famille", "statut_ess")),
        Field("siae_kind", "Structure d'insertion", ("kind", "type_siae")),
        Field("is_esus", "Agréée ESUS", ("esus", "agrement_esus")),
        Field("description", "Présentation", ("summary", "presentation", "resume")),
        Field("website", "Site", ("site_web", "site", "url_site", "web")),
        Field("address", "Adresse", ("adresse", "street", "streetAddress", "address.streetAddress", "address.street")),
        Field("postcode", "Code postal", ("post_code", "code_postal", "postalCode", "address.postalCode")),
        Field("city", "Commune", ("commune", "ville", "libelle_commune", "address.addressLocality", "address.city")),
        Field("commune_code", "Code INSEE de la commune", ("code_commune", "code_insee", "codeCommuneEtablissement")),
        Field("latitude", "Latitude", ("lat", "geo.latitude", "location.lat")),
        Field("longitude", "Longitude", ("lon", "lng", "geo.longitude", "location.lon")),
    )

    def may_import(self, by: Actor) -> bool:
        """The CRESS and the national coordinations."""
        return policies.can_import(by)

    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:  # noqa: ARG002 (the contract's signature)
        """Each line beside what is known already."""
        known = _Known()
        for row in rows:
            yield known.outcome(row, rows_domain.read(row.values))

    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:  # noqa: ARG002 (same)
        """Create the new ones, fill what the others lacked."""
        plans: list[Plan] = [outcome.payload for outcome in outcomes]
        slugs = _Slugs()
        created = writes.create([_created(plan.values, slugs) for plan in plans if plan.pk is None])
        loaded = Organisation.objects.in_bulk([plan.pk for plan in plans if plan.pk is not None])
        for plan in plans:
            if plan.pk is not None:
                for name, value in plan.values.items():
                    setattr(loaded[plan.pk], name, value)
        changed = sorted({name for plan in plans if plan.pk is not None for name in plan.values})
        if changed:
            writes.update(list(loaded.values()), changed)
        organisation_index.refresh_all([*(row.pk for row in created), *loaded])


class _Known:
    """Everything the base knows of organisations and communes, read once in a few queries."""

    def __init__(self) -> None:
        current = Organisation.objects.filter(ending="").order_by("pk")
        self.by_pk = {organisation.pk: organisation for organisation in current}
        self.by_siret = {o.siret: o.pk for o in current if o.siret}
        self.by_siren: dict[str, list[int]] = {}
        for organisation in current:
            if organisation.siren:
                self.by_siren.setdefault(organisation.siren, []).append(organisation.pk)
        self.by_rna = {o.rna: o.pk for o in current if o.rna}
        self.by_place: dict[str, list[tuple[str, int | None, str]]] = {}
        for organisation in current:
            self._place(organisation.commune_id, organisation.name, organisation.pk, organisation.name)
        self.communes = dict(Commune.objects.values_list("code", "search_key"))
        self.by_postcode: dict[str, list[str]] = {}
        for code, commune in Postcode.objects.order_by("commune__kind", "commune").values_list("code", "commune_id"):
            self.by_postcode.setdefault(code, []).append(commune)
        self.seen: dict[str, int] = {}

    def outcome(self, row: Row, read: OrganisationRow) -> Outcome:
        """The verdict on one line."""
        key = read.siret or read.rna or read.siren or text.search_key(read.name)
        where: dict[str, Any] = {"file": row.file, "line": row.line, "key": key, "label": read.name}
        wrong = dict(read.wrong)
        commune = self._commune(read, wrong)
        if wrong:
            refusals = tuple(Refusal(row.file, row.line, name, reason) for name, reason in wrong.items())
            return Outcome(Verdict.REFUSED, refusals=refusals, **where)
        if (read.siret or read.rna or read.siren) and key in self.seen:
            return Outcome(Verdict.DUPLICATE, note=f"Déjà lue à la ligne {self.seen[key]} de ce fichier.", **where)
        self.seen[key] = row.line
        pk = self._match(read)
        if pk:
            return self._completed(self.by_pk[pk], read, commune, where)
        twin = self._twin(commune, read)
        if twin:
            return Outcome(Verdict.DUPLICATE, note=f"Ressemble à « {twin} », dans la même commune.", **where)
        self._place(commune, read.name, None, f"{read.name}, ligne {row.line} de ce fichier")
        return Outcome(Verdict.NEW, payload=Plan(None, _values(read, commune)), **where)

    def _match(self, read: OrganisationRow) -> int | None:
        """The organisation that bears the same identifier; a bare SIREN counts when one establishment has it."""
        pk = self.by_siret.get(read.siret) or self.by_rna.get(read.rna)
        if pk is None and read.siren and not read.siret:
            establishments = self.by_siren.get(read.siren, [])
            pk = establishments[0] if len(establishments) == 1 else None
        return pk

    def _completed(self, known: Organisation, read: OrganisationRow, commune: str, where: Mapping[str, Any]) -> Outcome:
        """A file fills what was empty; it never overwrites what people wrote."""
        values = {name: value for name, value in _values(read, commune).items() if value and not getattr(known, name)}
        if not values:
            return Outcome(Verdict.UNCHANGED, **where)
        changes = {_label(name): ("", str(value)[:80]) for name, value in values.items()}
        return Outcome(Verdict.CHANGED, changes=changes, payload=Plan(known.pk, values), **where)

    def _twin(self, commune: str, read: OrganisationRow) -> str:
        """Another organisation of this commune whose name is nearly the same, unless identifiers tell them apart."""
        name = text.search_key(read.name)
        for other, pk, label in self.by_place.get(commune, ()) if commune else ():
            if fuzz.ratio(name, other) < LOOKALIKE:
                continue
            known = self.by_pk.get(pk) if pk else None
            if known and read.siret and known.siret and known.siret != read.siret:
                continue
            return label
        return ""

    def _place(self, commune: str | None, name: str, pk: int | None, label: str) -> None:
        if commune:
            self.by_place.setdefault(commune, []).append((text.search_key(name), pk, label))

    def _commune(self, read: OrganisationRow, wrong: dict[str, str]) -> str:
        """The commune of a line: by its code, else by postcode and name; none is accepted, a false one is not."""
        if read.commune_code:
            if read.commune_code in self.communes:
                return read.commune_code
            wrong["commune_code"] = f"Aucune commune ne porte le code {read.commune_code}."
            return ""
        candidates = self.by_postcode.get(read.postcode.zfill(5)[:5], []) if read.postcode else []
        if not candidates:
            return ""
        wanted = text.search_key(read.city)
        named = [code for code in candidates if self.communes[code] == wanted]
        near = max(candidates, key=lambda code: fuzz.ratio(self.communes[code], wanted))
        return (named or [near])[0]


class _Slugs:
    """Free addresses for many names at once."""

    def __init__(self) -> None:
        self.taken = set(Organisation.objects.values_list("slug", flat=True))

    def take(self, name: str) -> str:
        """An address nobody has, nor any other line of this file."""
        base = text.slug(name)[:70] or "organisation"
        slug, number = base, 2
        while slug in self.taken:
            slug, number = f"{base}-{number}", number + 1
        self.taken.add(slug)
        return slug


def _values(read: OrganisationRow, commune: str) -> dict[str, Any]:
    return {name: getattr(read, name) for name in KNOWN} | {"commune_id": commune or None}


def _created(values: Mapping[str, Any], slugs: _Slugs) -> Organisation:
    organisation = Organisation(
        kind=OrganisationKind.ESS_ACTOR, confidence=Confidence.GENERAL, slug=slugs.take(values["name"]), **values
    )
    organisation.sort_key = text.sort_key(organisation.name)[:220]
    return organisation


def _label(name: str) -> str:
    return next(field.label for field in OrganisationImporter.fields if field.name == LABELLED.get(name, name))
