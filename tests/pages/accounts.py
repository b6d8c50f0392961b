"""Pages of accounts: ours, and every page of allauth that has an address here."""

from tests.factories.accounts import STAFF
from tests.pages.base import EVERYONE, SIGNED_IN, Page, only
from tests.world import Persona, World

VISITORS = {p: 200 if p is Persona.VISITOR else 302 for p in Persona}
"""Who is already signed in is sent on."""
MOVED = dict.fromkeys(Persona, 302)
GESTURE = dict.fromkeys(Persona, 302)
NOT_FOUND = dict.fromkeys(Persona, 404)
GONE = dict.fromkeys(Persona, 410)
BY_LINK = (Persona.TEAM, Persona.INSTITUTION)
"""In this world they have neither password nor second factor: there is nothing to ask them again."""
ASKED_AGAIN = {p: 200 if p in BY_LINK else 302 for p in Persona}
"""A person who has a password or a second factor shows it again before a sensitive page."""
WITH_FACTOR = {p: 302 if p is Persona.VISITOR or p in STAFF else 404 for p in Persona}
CODE_AGAIN = {p: 200 if p in STAFF else 302 if p in {Persona.VISITOR, Persona.ESS_ACTOR} else 403 for p in Persona}
WITH_CODES = {p: 302 if p in {Persona.VISITOR, Persona.CRESS} else 404 for p in Persona}


def a_link(world: World) -> dict:
    return {"secret": world.sign_in_secret}


def a_session(world: World) -> dict:
    return {"pk": world.session.pk}


PAGES = [
    Page("account_login", "Se connecter", VISITORS, 4, persona=Persona.VISITOR),
    Page("account_signup", "Ouvrir un compte", VISITORS, 4, persona=Persona.VISITOR),
    Page("account_logout", "Se déconnecter", {**EVERYONE, Persona.VISITOR: 302}, 4, persona=Persona.TEAM),
    Page("account_inactive", "Compte fermé", EVERYONE, 4, persona=Persona.VISITOR),
    Page("account_email", "Changer d’adresse", SIGNED_IN, 12, persona=Persona.TEAM),
    Page("account_email_verification_sent", "Confirmez votre adresse", EVERYONE, 4, persona=Persona.VISITOR),
    Page(
        "account_confirm_email",
        "Confirmer une adresse",
        EVERYONE,
        6,
        args=lambda world: {"key": world.confirmation_key},
        persona=Persona.VISITOR,
    ),
    Page(
        "account_set_password",
        "Choisir un mot de passe",
        {**SIGNED_IN, Persona.ESS_ACTOR: 302},
        6,
        persona=Persona.TEAM,
    ),
    Page(
        "account_change_password",
        "Changer de mot de passe",
        {**MOVED, Persona.ESS_ACTOR: 200},
        6,
        persona=Persona.ESS_ACTOR,
    ),
    Page("account_reset_password", "Mot de passe oublié", EVERYONE, 4, persona=Persona.VISITOR),
    Page("account_reset_password_done", "Mot de passe oublié : lettre envoyée", EVERYONE, 4, persona=Persona.VISITOR),
    Page(
        "account_reset_password_from_key",
        "Nouveau mot de passe",
        EVERYONE,
        6,
        args=lambda world: {"uidb36": "1", "key": "perdu"},
        persona=Persona.VISITOR,
    ),
    Page("account_reset_password_from_key_done", "Mot de passe changé", EVERYONE, 4, persona=Persona.VISITOR),
    Page(
        "account_reauthenticate",
        "Confirmer que c’est vous",
        {**dict.fromkeys(Persona, 302), **dict.fromkeys(BY_LINK, 403), Persona.ESS_ACTOR: 200},
        10,
        persona=Persona.ESS_ACTOR,
    ),
    Page("mfa_index", "Second facteur", SIGNED_IN, 8, persona=Persona.CRESS),
    Page("mfa_authenticate", "Second facteur : écrire un code", MOVED, 4, html=False),
    Page("mfa_reauthenticate", "Second facteur : confirmer", CODE_AGAIN, 10, persona=Persona.CRESS),
    Page("mfa_activate_totp", "Second facteur : ajouter", ASKED_AGAIN, 10, persona=Persona.TEAM),
    Page("mfa_deactivate_totp", "Second facteur : enlever", WITH_FACTOR, 10, html=False),
    Page("mfa_view_recovery_codes", "Codes de secours", WITH_CODES, 10, html=False),
    Page("mfa_generate_recovery_codes", "Créer des codes de secours", ASKED_AGAIN, 10, persona=Persona.TEAM),
    Page(
        "mfa_download_recovery_codes",
        "Codes de secours, en fichier",
        WITH_CODES,
        10,
        html=False,
    ),
    Page("proconnect_login", "S’identifier avec ProConnect (non configuré ici)", NOT_FOUND, 6, html=False),
    Page("proconnect_callback", "Retour de ProConnect (non configuré ici)", NOT_FOUND, 6, html=False),
    Page("socialaccount_login_cancelled", "ProConnect abandonné", EVERYONE, 4, persona=Persona.VISITOR),
    Page("socialaccount_login_error", "ProConnect en échec", dict.fromkeys(Persona, 401), 4, html=False),
    Page("socialaccount_signup", "ProConnect : encore votre adresse", MOVED, 4, html=False),
    Page("socialaccount_connections", "Identités reliées", SIGNED_IN, 8, persona=Persona.TEAM),
    Page("accounts:profile", "Mon compte", SIGNED_IN, 10, persona=Persona.TEAM),
    Page("accounts:name-edit", "Changer de nom", SIGNED_IN, 6, persona=Persona.TEAM),
    Page("accounts:link-request", "Recevoir un lien de connexion", EVERYONE, 4, persona=Persona.VISITOR),
    Page("accounts:link-sent", "Lien de connexion envoyé", EVERYONE, 4, persona=Persona.VISITOR),
    Page("accounts:link-open", "Ouvrir un lien de connexion", EVERYONE, 4, args=a_link, persona=Persona.VISITOR),
    Page(
        "accounts:link-open",
        "Un lien qui n’existe pas",
        GONE,
        4,
        args=lambda world: {"secret": "perdu"},
        query="?perdu",
        html=False,
        persona=Persona.VISITOR,
    ),
    Page(
        "accounts:session-end",
        "Déconnecter un appareil",
        {p: 302 if p in {Persona.VISITOR, Persona.TEAM} else 404 for p in Persona},
        20,
        args=a_session,
        method="post",
    ),
    Page("accounts:session-end-others", "Déconnecter les autres appareils", GESTURE, 20, method="post"),
    Page(
        "accounts:second-factor-reset",
        "Enlever un second facteur perdu",
        {**only(Persona.ADMIN), Persona.ADMIN: 302},  # the administration shows its code again first
        10,
        html=False,
    ),
    Page("accounts:data-export", "Télécharger mes données", ASKED_AGAIN, 60, html=False, persona=Persona.TEAM),
    Page("accounts:close", "Fermer mon compte", ASKED_AGAIN, 8, persona=Persona.TEAM),
    Page("accounts:closed", "Compte fermé, adieu", EVERYONE, 4, persona=Persona.VISITOR),
    Page("accounts:demo-doors", "Entrer dans la démonstration (éteinte ici)", NOT_FOUND, 4, html=False),
]
