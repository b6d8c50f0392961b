"""What goes wrong before anything runs is said in one French sentence, without a traceback."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = sorted(path for path in (ROOT / "script").iterdir() if path.is_file() and path.suffix == "")


@pytest.fixture
def house(tmp_path) -> Path:
    """A copy of what the scripts need, and a folder ``bin`` that comes first on the path."""
    copy = tmp_path / "essaim"
    shutil.copytree(ROOT / "script", copy / "script", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, copy)
    (tmp_path / "bin").mkdir()
    return copy


def _fake(house: Path, name: str, text: str) -> Path:
    """A program of this name, first on the path."""
    program = house.parent / "bin" / name
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return program


def _run(house: Path, script: str, *arguments, path: str = "/usr/bin:/bin", **environment):
    return subprocess.run(
        [house / "script" / script, *arguments],
        cwd=house.parent,
        env={"PATH": f"{house.parent / 'bin'}:{path}", "HOME": str(house.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _real_python(house: Path, name: str = "python3") -> None:
    _fake(house, name, f'exec "{sys.executable}" "$@"')


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_plain_shell_and_may_be_run(script):
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", script], check=True)


def test_a_python_too_old_is_said(house):
    _fake(house, "python3", "exit 1")
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        _fake(house, name, "exit 1")
    text = (house / "script/lib/bootstrap.sh").read_text().replace(" /usr/bin/python3;", ";")
    (house / "script/lib/bootstrap.sh").write_text(text)
    done = _run(house, "run", "demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Essaim demande Python 3.11 ou plus récent, et aucun n'a été trouvé")
    assert done.stderr.count("\n") == 1


def test_a_chosen_python_that_does_not_serve_is_said(house):
    old = _fake(house, "old-python", "exit 1")
    done = _run(house, "run", "demo", ESSAIM_PYTHON=str(old))
    assert done.returncode == 1
    assert done.stderr.startswith(f"ESSAIM_PYTHON désigne « {old} »")
    assert done.stderr.count("\n") == 1


def test_a_shim_of_an_absent_version_is_passed_over(house):
    _fake(house, "python3", "echo 'version not installed' >&2; exit 127")
    _real_python(house, "python3.14")
    script = house / "script/probe"
    script.write_text('#!/bin/sh\n. "$(dirname -- "$0")/lib/bootstrap.sh"\nchoose_python\necho "$CHOSEN"\n')
    script.chmod(0o755)
    assert _run(house, "probe").stdout == "python3.14\n"


def _without_venv(house: Path) -> None:
    _fake(house, "python3", f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"')


def test_no_venv_module_and_not_root_gives_the_command(house):
    _without_venv(house)
    _fake(house, "id", "echo 1000")
    _fake(house, "apt-get", "exit 0")
    done = _run(house, "run", "demo")
    assert done.returncode == 1
    assert done.stderr == (
        "Le module venv de Python manque : lancez « sudo apt-get install python3-venv », puis recommencez.\n"
    )


def test_no_venv_module_and_root_installs_it(house):
    _without_venv(house)
    _fake(house, "id", "echo 0")
    _fake(house, "apt-get", f'echo "$*" >>"{house.parent}/asked"')
    done = _run(house, "run", "demo")
    assert "-qq -y install --no-install-recommends python3-venv" in (house.parent / "asked").read_text()
    assert "installation de python3-venv" in done.stderr


def test_no_network_for_apt_is_said(house):
    _without_venv(house)
    _fake(house, "id", "echo 0")
    _fake(house, "apt-get", "exit 100")
    done = _run(house, "run", "demo")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Le module venv de Python manque, et apt-get n'a pas pu installer")


@pytest.mark.parametrize(
    ("pip_says", "sentence"),
    [
        ("WARNING: Retrying after NewConnectionError: Failed to establish", "Le réseau ne répond pas"),
        ("Temporary failure in name resolution", "Le réseau ne répond pas"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "Un paquet reçu n'est pas celui qui est attendu"),
        ("ERROR: No matching distribution found for typst", "Un paquet n'existe pas encore pour Python"),
        ("OSError: [Errno 28] No space left on device", "La place manque sur le disque"),
        ("ERROR: something else", "Les paquets n'ont pas pu être installés"),
    ],
)
def test_packages_that_cannot_be_installed_are_said(house, pip_says, sentence):
    venv = house / ".venv/bin"
    venv.mkdir(parents=True)
    python = venv / "python"
    python.write_text(
        f'#!/bin/sh\ncase "$*" in *"-m pip"*) echo "{pip_says}"; exit 1 ;; esac\nexec "{sys.executable}" "$@"\n'
    )
    python.chmod(0o755)
    done = _run(house, "run", "demo")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in done.stderr


def test_an_environment_that_is_up_to_date_is_not_installed_again(house):
    venv = house / ".venv/bin"
    venv.mkdir(parents=True)
    python = venv / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *"-m pip"*) exit 9 ;; esac\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (house / "script/probe").write_text(
        '#!/bin/sh\n. "$(dirname -- "$0")/lib/bootstrap.sh"\nchoose_python\n'
        'echo "dev $(fingerprint requirements-dev.lock)" >"$STAMP"\nenvironment dev\nenvironment base\necho kept\n'
        'echo "#" >>"$ROOT/requirements-dev.lock"\nenvironment base\n'
    )
    (house / "script/probe").chmod(0o755)
    done = _run(house, "probe")
    assert done.stdout == "kept\n", done.stderr
    assert done.returncode == 1, "a lock that changed is installed"


@pytest.mark.enable_socket
def test_a_port_in_use_is_said_before_anything_is_installed(house):
    _real_python(house)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run(house, "demo", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Le port {port} est déjà pris par un autre programme : arrêtez-le, ou choisissez")
    assert done.stderr.count("\n") == 1
    assert not (house / ".venv").exists()


@pytest.mark.parametrize("port", ["huit", "0", "70000"])
def test_a_port_that_is_none_is_said(house, port):
    _real_python(house)
    done = _run(house, "demo", PORT=port)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"« {port} » n'est pas un port" in done.stderr


def test_a_closed_folder_is_said(house):
    """Root writes anywhere: the test of the shell is answered in its place."""
    _real_python(house)
    text = (house / "script/lib/bootstrap.sh").read_text()
    (house / "script/lib/bootstrap.sh").write_text(text.replace('[ -w "$1" ]', "false"))
    done = _run(house, "run", "demo")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Le dossier « {house} » n'est pas ouvert en écriture")


def test_a_demonstration_on_a_public_name_is_refused():
    environment = {**os.environ, "ESSAIM_DEMO": "1", "ESSAIM_HOSTS": "essaim.example", "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", "demo", "accounts"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ESSAIM_DEMO : refusé, car essaim.example" in done.stderr
    assert "Traceback" not in done.stderr


def test_run_works_from_any_folder_and_accepts_the_name_of_the_program(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/__init__.py").write_text("raise SystemExit('the folder of the reader was imported')")
    environment = {**os.environ, "ESSAIM_DATA": str(tmp_path / "data"), "ESSAIM_VENV": str(Path(sys.prefix))}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for words in (["essaim", "demo", "--help"], ["demo", "--help"]):
        done = subprocess.run(
            [ROOT / "script/run", *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("utilisation : essaim demo")


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ([{"name": "django", "version": "5.2", "vulns": []}], "audited"),
        ([{"name": "Django", "version": "5.2", "vulns": [{"id": "CVE-1", "fix_versions": ["5.3"]}]}], "vulnerable"),
        ([{"name": "django", "skip_reason": "not found"}], "not audited"),
        ([], "not audited"),
    ],
)
def test_an_audit_never_takes_silence_for_good_news(answer, word):
    import importlib.util

    spec = importlib.util.spec_from_file_location("audit", ROOT / "script/lib/audit.py")
    audit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(audit)
    assert audit.verdict({"django": "5.2"}, answer)[0] == word
