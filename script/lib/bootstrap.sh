# shellcheck shell=sh
# The environment of every script: one Python, one virtual environment, locked packages. Sourced, never run.
#
#   . "$(dirname -- "$0")/lib/bootstrap.sh"
#   environment base        # or dev; then "$PYTHON" is the project's Python
#
# A bare Debian 12, Debian 13 or Ubuntu 24.04 with git and python3 needs nothing else. What goes wrong is said in one
# French sentence. Messages go to the error output: what a command prints stays clean.
set -eu

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
VENV=${ESSAIM_VENV:-$ROOT/.venv}
PYTHON=$VENV/bin/python
STAMP=$VENV/essaim-stamp
DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.dev}
# The project is found from any folder, and a folder named "config" where the reader stands is not mistaken for it.
PYTHONPATH=$ROOT
PYTHONSAFEPATH=1
PYTHONUNBUFFERED=1
export DJANGO_SETTINGS_MODULE PYTHONPATH PYTHONSAFEPATH PYTHONUNBUFFERED

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}

# A Python is used when it runs and is recent enough; a name on the path may be the shim of a version that is absent.
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

first_recent_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if recent "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

choose_python() {
    if [ -n "${ESSAIM_PYTHON:-}" ]; then
        recent "$ESSAIM_PYTHON" || fail "ESSAIM_PYTHON désigne « $ESSAIM_PYTHON », qui n'est pas un Python 3.11 ou plus récent : corrigez ce réglage ou retirez-le."
        CHOSEN=$ESSAIM_PYTHON
    elif recent "$PYTHON"; then
        CHOSEN=$PYTHON
    else
        CHOSEN=$(first_recent_python)
    fi
    [ -n "$CHOSEN" ] || fail "Essaim demande Python 3.11 ou plus récent, et aucun n'a été trouvé : installez le paquet python3 de votre système, ou donnez son chemin dans ESSAIM_PYTHON."
}

# What is asked for: one word for the lock and the version of Python.
fingerprint() {
    "$CHOSEN" - "$ROOT/$1" <<'PY'
import hashlib, pathlib, sys
lock = hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest()
print(f"{lock}-{sys.version_info.major}.{sys.version_info.minor}")
PY
}

# The lock of development holds all of the other: an environment made for tests also runs the site.
up_to_date() {
    [ -x "$PYTHON" ] && [ -r "$STAMP" ] && recent "$PYTHON" || return 1
    found=$(cat "$STAMP")
    [ "$found" = "dev $(fingerprint requirements-dev.lock)" ] && return 0
    [ "$1" = base ] && [ "$found" = "base $(fingerprint requirements.lock)" ]
}

make_venv() {
    if ! "$CHOSEN" -c 'import ensurepip, venv' 2>/dev/null; then
        install_debian "Le module venv de Python manque" python3-venv
        "$CHOSEN" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "Le module venv manque toujours à « $CHOSEN » : choisissez un autre Python avec ESSAIM_PYTHON."
    fi
    writable "$(dirname -- "$VENV")"
    say "Création de l'environnement Python dans $VENV…"
    "$CHOSEN" -m venv --clear "$VENV" >&2 || fail "L'environnement Python n'a pas pu être créé dans $VENV : vérifiez la place libre et les droits de ce dossier."
}

writable() {
    [ -w "$1" ] || fail "Le dossier « $1 » n'est pas ouvert en écriture : changez ses droits, ou copiez le projet dans un dossier qui est à vous."
}

# install_debian REASON PACKAGE…: as root, install; otherwise, print the command and stop.
install_debian() {
    reason=$1
    shift
    command -v apt-get >/dev/null 2>&1 || fail "$reason : installez l'équivalent de « $* » pour votre système, puis recommencez."
    [ "$(id -u)" = 0 ] || fail "$reason : lancez « sudo apt-get install $* », puis recommencez."
    say "$reason : installation de $*…"
    apt_get update && apt_get install --no-install-recommends "$@" ||
        fail "$reason, et apt-get n'a pas pu installer $* : vérifiez l'accès au réseau, puis recommencez."
}
apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@" >/dev/null 2>&1 </dev/null; }

install_lock() {
    writable "$VENV"
    log=$VENV/pip.log
    say "Installation des paquets de $1 (une minute environ)…"
    if "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r "$ROOT/$1" >"$log" 2>&1 </dev/null; then
        return
    fi
    if grep -qiE 'NewConnectionError|failed to establish|name or service not known|name resolution|unreachable|timed? ?out|ProxyError|connection (refused|broken|aborted|reset)' "$log"; then
        fail "Le réseau ne répond pas, les paquets n'ont pas pu être installés : vérifiez la connexion (ou le serveur mandataire), puis recommencez. Détail : $log"
    elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        fail "Un paquet reçu n'est pas celui qui est attendu, rien n'a été lancé : recommencez plus tard, et prévenez l'équipe si cela se reproduit. Détail : $log"
    elif grep -qi 'no space left' "$log"; then
        fail "La place manque sur le disque : libérez 1 Go, puis recommencez."
    elif grep -qiE 'no matching distribution|could not find a version' "$log"; then
        fail "Un paquet n'existe pas encore pour $("$PYTHON" -V) : choisissez Python 3.11, 3.12 ou 3.13 avec ESSAIM_PYTHON. Détail : $log"
    fi
    fail "Les paquets n'ont pas pu être installés. Détail : $log"
}

# environment base|dev: the project's Python with the packages of the lock, made once and kept.
environment() {
    choose_python
    up_to_date "$1" && return
    lock=requirements.lock
    [ "$1" = dev ] && lock=requirements-dev.lock
    wanted=$("$CHOSEN" -c 'import sys; print(sys.version_info[:2])')
    if ! recent "$PYTHON" || [ "$("$PYTHON" -c 'import sys; print(sys.version_info[:2])')" != "$wanted" ]; then
        make_venv
    fi
    install_lock "$lock"
    printf '%s %s\n' "$1" "$(fingerprint "$lock")" >"$STAMP"
}
