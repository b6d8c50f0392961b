"""What an edition asks and counts: its words, its questions, its counts, written for it alone.

What is public of an edition is served again when the edition says it changed: words and counts say so.
"""

from collections.abc import Collection, Mapping
from typing import Any

from essaim.areas.campaign.enums import Kind, QuestionForm
from essaim.areas.campaign.models import Count, Edition, Question, Term
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import wording as selectors
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import text
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MOST_QUESTIONS = 5
"""Questions one registration may add: beyond, nobody answers."""


@gesture
def set_terms(*, by: Actor, edition: Edition, kind: Term.Kind, terms: Mapping[str, str]) -> Edition:
    """Write the words of one kind, by code, in their order; a word already answered by somebody stays readable."""
    policies.ensure_can_keep(by)
    if not terms:
        raise Refused("Gardez au moins un mot : sans lui, personne ne peut répondre à la question.")
    edition.terms.filter(kind=kind).exclude(code__in=terms).delete()
    for order, (code, label) in enumerate(terms.items(), start=1):
        Term.objects.update_or_create(edition=edition, kind=kind, code=code, defaults={"label": label, "order": order})
    edition.save(update_fields=["updated_at"])
    record(by, "campaign.edition.worded", edition, kind=str(kind), terms=len(terms))
    return edition


@gesture
def add_question(*, by: Actor, edition: Edition, kind: Kind, fields: Mapping[str, Any]) -> Question:
    """Ask one more thing in a registration; an answer is never needed."""
    policies.ensure_can_keep(by)
    label, form = " ".join(str(fields["label"]).split()), QuestionForm(fields["form"])
    asked = edition.questions.filter(kind=kind)
    if asked.count() >= MOST_QUESTIONS:
        raise Refused(f"{MOST_QUESTIONS} questions de plus suffisent : retirez-en une d'abord.")
    code = text.slug(label, length=40)[:40]
    if not code:
        raise Refused("Écrivez la question.")
    if asked.filter(code=code).exists():
        raise Refused("Cette question est déjà posée.")
    choices = "\n".join(line.strip() for line in str(fields.get("choices", "")).splitlines() if line.strip())
    if form is QuestionForm.CHOICE and "\n" not in choices:
        raise Refused("Écrivez au moins deux choix, un par ligne.")
    question = Question.objects.create(
        edition=edition,
        kind=kind,
        code=code,
        label=label,
        hint=str(fields.get("hint", "")).strip(),
        form=form,
        choices=choices if form is QuestionForm.CHOICE else "",
        order=asked.count() + 1,
    )
    record(by, "campaign.edition.asked", edition, kind=kind, question=question.pk)
    return question


@gesture
def remove_question(*, by: Actor, question: Question) -> None:
    """Ask it no more in this edition; other editions keep it."""
    policies.ensure_can_keep(by)
    record(by, "campaign.edition.unasked", question.edition, kind=question.kind, question=question.pk)
    question.delete()


@gesture
def set_counts(*, by: Actor, edition: Edition, indicators: Collection[str], refresh: bool = False) -> Edition:
    """Choose what the edition counts; a definition once kept stays as it was, unless ``refresh`` takes today's."""
    policies.ensure_can_keep(by)
    known = selectors.countable()
    if unknown := sorted(set(indicators) - known.keys()):
        raise Refused(f"« {unknown[0]} » n'est pas un chiffre que l'on sait compter.")
    edition.counts.exclude(indicator__in=indicators).delete()
    kept = {count.indicator: count for count in edition.counts.all()}
    for order, code in enumerate((code for code in known if code in indicators), start=1):
        count = kept.get(code) or Count(edition=edition, indicator=code)
        if count.pk is None or refresh:
            count.label, count.definition = known[code].label, known[code].definition
        count.order = order
        count.save()
    edition.save(update_fields=["updated_at"])
    record(by, "campaign.edition.counted", edition, counts=len(indicators))
    return edition
