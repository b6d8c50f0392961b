"""How gestures on accounts are told in the trail, and who its actors are."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from essaim.foundation.accounts.enums import CHECK_LABELS, IdentityCheck
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Label


def _sessions_ended(context: Mapping[str, Any]) -> str:
    counted = {0: "n’avait aucun autre appareil à déconnecter", 1: "a déconnecté un appareil ({target})"}
    return "{actor} " + counted.get(context.get("sessions", 0), "a déconnecté {sessions} appareils ({target})")


def _second_factor_reset(context: Mapping[str, Any]) -> str:
    check = CHECK_LABELS[IdentityCheck(context["check"])]
    return f"{{actor}} a enlevé le second facteur perdu de {{target}}, après vérification : {check}"


SENTENCES: Mapping[str, presenters.Sentence] = {
    "accounts.sign_in_link.sent": "Un lien de connexion a été demandé",
    "accounts.sign_in_link.used": "Un lien de connexion a servi",
    "accounts.user.renamed": "{actor} a changé de nom",
    "accounts.session.ended": _sessions_ended,
    "accounts.second_factor.reset": _second_factor_reset,
    "accounts.user.erased": "{actor} a fermé et effacé un compte",
    "accounts.register.purged": "{actor} a effacé {accounts} comptes et {links} liens de connexion hors délai",
}

FOUND_AT_MOST = 50


def user_labels(ids: Collection[str]) -> Mapping[str, Label]:
    """The names of these persons; whoever was erased is left out, and reads « une personne effacée »."""
    keys = [key for key in ids if key.isdigit()]
    return {str(user.pk): Label(str(user)) for user in User.objects.filter(pk__in=keys, erased_at__isnull=True)}


def user_rows(ids: Collection[str]) -> Mapping[str, Label]:
    """The same, as objects of a gesture."""
    known = user_labels(ids)
    return {key: known.get(key, presenters.ERASED_PERSON) for key in ids}


def user_ids(text: str) -> Iterable[str]:
    """The persons a reader means by a name or an address."""
    found = User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text), erased_at__isnull=True)
    return [str(pk) for pk in found.order_by("pk").values_list("pk", flat=True)[:FOUND_AT_MOST]]


def register() -> None:
    """Tell the trail, at start."""
    presenters.sentences(SENTENCES)
    presenters.name_actors("user", user_labels, find=user_ids)
    presenters.name_rows("accounts.user", user_rows, find=user_ids)
