"""The one reader of the environment: each setting has a type, a default and a sentence.

``read()`` fails at start with the whole list of what is missing or unreadable, never with the first alone.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
TRUE = {"1", "true", "oui", "yes", "on"}
LOCAL_NAMES = {"127.0.0.1", "localhost", "::1"}
LAST_PORT = 65535
FALSE = {"0", "false", "non", "no", "off", ""}


class EnvironmentUnreadable(SystemExit):
    """The environment cannot start Essaim; the message lists every reason."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, typed. ``VARIABLES`` documents each name."""

    data: Path
    database_url: str
    port: int
    demo: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    base_url: str
    contact: str
    publisher: str
    hosting: str
    email_url: str
    clamd: str
    proconnect_server: str
    proconnect_client_id: str
    proconnect_secret: str


VARIABLES: Mapping[str, str] = {
    "ESSAIM_DATA": "dossier du fichier SQLite, des fichiers déposés, de l'index (défaut : var/)",
    "DATABASE_URL": "adresse PostgreSQL ; SQLite dans ESSAIM_DATA si absente",
    "PORT": "port d'écoute (défaut : 8000)",
    "ESSAIM_DEMO": "1 : raccourcis de connexion de démonstration, refusés sur une adresse publique",
    "ESSAIM_SECRET_KEY": "clé de signature ; en production elle est obligatoire",
    "ESSAIM_HOSTS": "noms d'hôte servis, séparés par des virgules",
    "ESSAIM_BASE_URL": "adresse publique, écrite dans les courriels",
    "ESSAIM_CONTACT": "adresse électronique publique : accessibilité, données personnelles, sécurité",
    "ESSAIM_PUBLISHER": "éditeur du site, écrit dans les mentions légales (nom, adresse, direction de la publication)",
    "ESSAIM_HOSTING": "hébergeur, écrit dans les mentions légales (nom, adresse, téléphone)",
    "ESSAIM_EMAIL_URL": "serveur d'envoi smtp://utilisateur:mot@hote:port ; boîte de développement si absent",
    "ESSAIM_CLAMD": "antivirus clamd des fichiers déposés, /chemin/clamd.ctl ou hote:port ; sans analyse si absent",
    "ESSAIM_PROCONNECT_SERVER": "adresse du fournisseur OpenID Connect (ProConnect)",
    "ESSAIM_PROCONNECT_CLIENT_ID": "identifiant de client ProConnect",
    "ESSAIM_PROCONNECT_SECRET": "secret de client ProConnect",
}


def read(source: Mapping[str, str] = os.environ, *, production: bool = False) -> Environment:
    """The environment as one typed value; raises with every problem at once."""
    problems: list[str] = []
    port = _port(source.get("PORT", "8000"), problems)
    demo = _flag("ESSAIM_DEMO", source.get("ESSAIM_DEMO", ""), problems)
    data = Path(source.get("ESSAIM_DATA") or ROOT / "var").expanduser().resolve()
    if not os.access(next(folder for folder in (data, *data.parents) if folder.exists()), os.W_OK):
        problems.append(f"ESSAIM_DATA : le dossier « {data} » n'est pas ouvert en écriture, choisissez-en un autre")
    if demo:
        problems += _public_addresses(source)
    if production:
        required = ("ESSAIM_SECRET_KEY", "ESSAIM_HOSTS", "ESSAIM_BASE_URL")
        problems += [f"{name} : absente ({VARIABLES[name]})" for name in required if not source.get(name)]
    if problems:
        raise EnvironmentUnreadable("Réglages à corriger :\n  " + "\n  ".join(problems))
    hosts = tuple(h.strip() for h in source.get("ESSAIM_HOSTS", "").split(",") if h.strip())
    return Environment(
        data=data,
        database_url=source.get("DATABASE_URL", ""),
        port=port,
        demo=demo,
        secret_key=source.get("ESSAIM_SECRET_KEY", ""),
        allowed_hosts=hosts or ("127.0.0.1", "localhost", "[::1]"),
        base_url=source.get("ESSAIM_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        contact=source.get("ESSAIM_CONTACT", ""),
        publisher=source.get("ESSAIM_PUBLISHER", ""),
        hosting=source.get("ESSAIM_HOSTING", ""),
        email_url=source.get("ESSAIM_EMAIL_URL", ""),
        clamd=source.get("ESSAIM_CLAMD", ""),
        proconnect_server=source.get("ESSAIM_PROCONNECT_SERVER", ""),
        proconnect_client_id=source.get("ESSAIM_PROCONNECT_CLIENT_ID", ""),
        proconnect_secret=source.get("ESSAIM_PROCONNECT_SECRET", ""),
    )


def _public_addresses(source: Mapping[str, str]) -> list[str]:
    """The demonstration opens doors without a password: it never answers to a public name."""
    named = [host.strip() for host in source.get("ESSAIM_HOSTS", "").split(",")]
    named.append(urlsplit(source.get("ESSAIM_BASE_URL", "")).hostname or "")
    public = [host for host in named if host and host.strip("[]") not in LOCAL_NAMES]
    return [
        f"ESSAIM_DEMO : refusé, car {host} n'est pas une adresse de cette machine ; retirez ESSAIM_DEMO, "
        "ou ne servez que 127.0.0.1"
        for host in dict.fromkeys(public)
    ]


def _port(text: str, problems: list[str]) -> int:
    if text.isdigit() and 0 < int(text) <= LAST_PORT:
        return int(text)
    problems.append(f"PORT : « {text} » n'est pas un port, écrivez un nombre de 1 à 65535")
    return 8000


def _flag(name: str, text: str, problems: list[str]) -> bool:
    if text.lower() in TRUE | FALSE:
        return text.lower() in TRUE
    problems.append(f"{name} : « {text} » n'est pas compris, écrivez 1 ou 0")
    return False
