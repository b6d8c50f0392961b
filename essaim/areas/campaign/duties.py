"""What the Semaine asks of a person today: one's own answers and registrations, then those of one's territories."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from essaim.areas.campaign.enums import EditionState, MatchState, RegistrationState, Reply
from essaim.areas.campaign.models import MODELS, ClassRequest, Offer
from essaim.areas.campaign.policies import matching, registrations
from essaim.areas.campaign.selectors import editions, instances, moderation
from essaim.areas.campaign.selectors import matching as matches
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.accounts import duties
from essaim.foundation.accounts.duties import Duty
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel import french

MOST = 5
"""Lines of one kind on the home: beyond, the page of each says the rest."""


def register() -> None:
    """Called once, when the area is ready."""
    duties.register(of)


def of(user: User) -> Iterator[Duty]:
    """Answers this person owes, registrations to finish, then what their territories wait for."""
    scope = scope_of(user)
    yield from _answers(ClassRequest.objects.filter(Q(author=user) | Q(school__in=scope.schools)), "team")
    yield from _answers(Offer.objects.filter(Q(author=user) | Q(organisation__in=scope.organisations)), "actor")
    yield from _to_finish(user)
    if registrations.can_enter_for_others(user) and scope.is_territorial:
        yield from _of_territories(user)


def _answers(mine: QuerySet, side: str) -> Iterator[Duty]:
    """One line a registration: its page shows each proposal, with its buttons."""
    asked = Q(matches__state=MatchState.PROPOSED, **{f"matches__{side}_reply": Reply.PENDING})
    where = "organisation" if side == "actor" else "school"
    found = mine.annotate(asked=Count("matches", filter=asked)).filter(asked__gt=0)
    for row in found.select_related(where, "edition__campaign").order_by("pk")[:MOST]:
        yield Duty(
            french.plural(row.asked, "réponse attendue de vous", "réponses attendues de vous"),
            _page(row.edition.campaign.slug, row.reference),
            "Répondre",
            note=row.label,
            is_urgent=True,
        )


def _to_finish(user: User) -> Iterator[Duty]:
    """What was given back, then what was begun, while the edition still takes registrations."""
    for kind, model in MODELS.items():
        mine = model._base_manager.filter(
            author=user,
            edition__state=EditionState.OPEN,
            state__in=[RegistrationState.RETURNED, RegistrationState.DRAFT],
        )
        rows = mine.order_by("-state", "pk").values_list("edition__campaign__slug", "reference", "state", "reason")
        for campaign, reference, state, reason in rows[:MOST]:
            page = _page(campaign, reference)
            if state == RegistrationState.RETURNED:
                yield Duty("1 inscription à corriger", page, "Corriger", note=reason, is_urgent=True)
            else:
                yield Duty("1 brouillon à finir", page, "Finir", note=kind.label)


def _of_territories(user: User) -> Iterator[Duty]:
    to_reread = moderation.waiting(scope_of(user))
    if to_reread.total:
        yield Duty(
            french.plural(to_reread.total, "inscription à relire", "inscriptions à relire"),
            reverse("campaign:moderation-list"),
            "Relire",
            note=f"{french.plural(to_reread.minutes, 'minute')} environ.",
        )
    edition, scopes = editions.current(), matching.scopes_of(user)
    if edition is None:
        return
    board = reverse("campaign:matching-board")
    if waiting := instances.waiting_in(edition, *scopes).count():
        told = french.plural(waiting, "classe sans rencontre", "classes sans rencontre")
        yield Duty(told, f"{board}#attente", "Rapprocher", note="Aucun acteur ne leur est encore proposé.")
    if asked := matches.proposals_in(edition, *scopes).count():
        told = french.plural(asked, "proposition sans réponse", "propositions sans réponse")
        yield Duty(told, f"{board}#propositions", "Voir", note="Un appel aide souvent.")


def _page(campaign: str, reference: str) -> str:
    return reverse("campaign:registration-detail", kwargs={"campaign": campaign, "reference": reference})
