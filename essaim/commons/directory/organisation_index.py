"""Organisations in the search index: what is public of them, in the transaction of each change."""

from collections.abc import Iterable, Iterator

from essaim.commons.directory import search, search_index
from essaim.commons.directory.domain.search_words import Document
from essaim.commons.directory.enums import EssFamily, OrganisationKind
from essaim.commons.directory.models import Organisation

KIND = "organisation"
PLACE = ("commune__departement", "departement", "academie", "region")


def refresh(organisation: Organisation) -> None:
    """Make one organisation findable as it is now."""
    search.index(document(organisation))


def refresh_all(pks: Iterable[int]) -> None:
    """Make these organisations findable as they are now; those that are gone leave the index."""
    wanted = list(pks)
    search_index.sync(_documents(wanted))
    present = set(Organisation.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    search_index.remove(KIND, [pk for pk in wanted if pk not in present])


def document(organisation: Organisation) -> Document:
    """What an organisation is found by; expects its place joined."""
    commune = organisation.commune
    departement = commune.departement if commune else organisation.departement
    place = commune or organisation.departement or organisation.academie or organisation.region
    kind = OrganisationKind(organisation.kind).label
    family = EssFamily(organisation.family).label if organisation.family else ""
    return Document(
        kind=KIND,
        target_id=organisation.pk,
        name=f"{organisation.name} {organisation.short_name}",
        identifiers=tuple(i for i in (organisation.siren, organisation.siret, organisation.rna) if i),
        city=str(place) if place else "",
        about=f"{kind} {family} {organisation.siae_kind}",
        category=organisation.kind,
        departement=departement.code if departement else "",
        academie=departement.academie_id if departement else organisation.academie_id or "",
        is_open=not organisation.ending,
        sort_key=organisation.sort_key,
    )


def _documents(pks: list[int]) -> Iterator[Document]:
    rows = Organisation.objects.filter(pk__in=pks).select_related(*PLACE).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield document(row)
