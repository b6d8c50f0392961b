"""The index behind the search box: the same tables, the same order on SQLite and PostgreSQL.

An entry is one school or one organisation, a term is one folded word, a posting says that an entry holds a term. The
engine only finds candidates by integers; ``domain.ranking`` orders them in Python.
"""

from typing import ClassVar

from django.db import models

from essaim.commons.directory.models.fields import FoldedField
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class SearchEntry(models.Model):
    """One thing that can be found, with its words by field and what lists are filtered by."""

    kind = models.CharField("nature", max_length=12)  # school, organisation
    target_id = models.BigIntegerField("numéro")
    words = models.TextField("mots par champ")
    category = models.CharField("type", max_length=20, blank=True)
    departement_code = models.CharField("département", max_length=3, blank=True)
    academie_code = models.CharField("académie", max_length=2, blank=True)
    is_open = models.BooleanField("en activité", default=True)
    size = models.PositiveSmallIntegerField("nombre de mots")
    sort_key = FoldedField(max_length=220)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"words", "sort_key"})
    """Public names of institutions, folded."""

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="directory_searchentry_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"


class SearchTerm(models.Model):
    """One folded word met in at least one entry."""

    text = FoldedField("mot", max_length=40, unique=True)
    sound = FoldedField("son", max_length=40, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"text", "sound"})

    class Meta:
        verbose_name = "mot de recherche"
        verbose_name_plural = "mots de recherche"

    def __str__(self) -> str:
        return self.text


class SearchPosting(models.Model):
    """An entry holds a term."""

    pk = models.CompositePrimaryKey("term_id", "entry_id")
    term = models.ForeignKey(SearchTerm, models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="postings", db_index=False)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "occurrence de recherche"
        verbose_name_plural = "occurrences de recherche"
        indexes = [models.Index(fields=["entry", "term"], name="directory_searchposting_entry")]

    def __str__(self) -> str:
        return f"{self.term_id}:{self.entry_id}"


class SearchState(models.Model):
    """One row: the generation of the vocabulary, so that each process knows when its copy is old."""

    generation = models.PositiveBigIntegerField(default=0)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta:
        verbose_name = "état de la recherche"
        verbose_name_plural = "état de la recherche"

    def __str__(self) -> str:
        return str(self.generation)
