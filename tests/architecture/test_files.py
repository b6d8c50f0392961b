"""What is committed: locks without addresses, no trace of a machine, exceptions that say why, documents that agree."""

import re
from pathlib import Path

import pytest

from config import env
from tests.architecture.house import ROOT, areas, is_ours, lines, tracked

MACHINE = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|farm|home/[a-z]+|tmp/bash_job[s]|opt/pyp[i]|opt/wheel[s])(?:/|\b)")
REGISTRY = re.compile(r"pyp[i]\.org|files\.pythonhoste[d]|registry\.npmj[s]|deb\.debia[n]\.org|index-ur[l]\s*=")


def addresses_in(lock: Path) -> list[str]:
    """Lines of a lock that name an address."""
    return [f"{lock.name}:{number}" for number, line in lines(lock) if "://" in line]


def test_locks_name_no_address():
    locks = [path for path in tracked() if path.name.endswith(".lock") or path.name == "package-lock.json"]
    assert {"requirements.lock", "requirements-dev.lock"} <= {lock.name for lock in locks}
    assert [line for lock in locks for line in addresses_in(lock)] == []


def test_locks_are_hashed_and_pinned():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        pinned = re.findall(r"^[A-Za-z0-9_.\[\],-]+==\S+", text, re.MULTILINE)
        assert len(pinned) > 30
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pinned)


def test_the_lock_of_development_holds_all_of_the_other():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9_.\[\],-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_rule_of_locks_can_fail(tmp_path):
    (tmp_path / "x.lock").write_text("a==1\n--find-links https://example.org/\n")
    assert addresses_in(tmp_path / "x.lock") == ["x.lock:2"]


def traces(paths: list[Path]) -> list[str]:
    """Lines that name a folder of somebody's machine or the host of a registry."""
    found = []
    for path in paths:
        for number, line in lines(path):
            if MACHINE.search(line) or REGISTRY.search(line):
                found.append(f"{path.name}:{number}: {line.strip()[:100]}")
    return found


def test_no_machine_and_no_registry_is_named():
    assert traces([path for path in tracked() if is_ours(path)]) == []


@pytest.mark.parametrize(
    "trace", ["/{}/main/x".format("work"), "cd /{}/x".format("root"), "https://{}.org/x".format("pypi")]
)
def test_the_rule_of_traces_can_fail(tmp_path, trace):
    (tmp_path / "planted.md").write_text(f"see {trace}\n")
    assert len(traces([tmp_path / "planted.md"])) == 1


def made_by_machines(paths: list[Path]) -> list[str]:
    """Files that a program writes again by itself: bytecode, caches, databases, coverage."""
    folders = {"__pycache__", "node_modules", "var", ".venv", ".hypothesis", ".mypy_cache", ".ruff_cache"}
    endings = (".pyc", ".pyo", ".sqlite3", ".sqlite3-wal", ".egg-info", ".DS_Store", ".coverage", ".log")
    return [str(path) for path in paths if folders.intersection(path.parts) or path.name.endswith(endings)]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an archive of the sources: nothing is tracked here")
def test_nothing_that_a_machine_makes_is_tracked():
    assert made_by_machines([path.relative_to(ROOT) for path in tracked()]) == []


def test_the_rule_of_machine_made_files_can_fail():
    planted = [Path("essaim/__pycache__/x.cpython-311.pyc"), Path("essaim/apps.py"), Path("var/essaim.sqlite3")]
    assert made_by_machines(planted) == [str(planted[0]), str(planted[2])]


def exceptions_without_reason(text: str) -> list[str]:
    """Codes of a ruff ignore list that stand without a comment."""
    section = text[text.index("[tool.ruff.lint]") :]
    section = section[: section.index("[tool.ruff.lint.pydocstyle]")]
    ignored = (
        re.search(r"ignore = \[(.*?)\n\]", section, re.DOTALL).group(1) + section[section.index("per-file-ignores") :]
    )
    return [line.strip() for line in ignored.splitlines() if re.match(r'\s+"[A-Z]+\d*"', line) and "# " not in line]


def test_each_exception_of_the_linter_says_why():
    assert exceptions_without_reason((ROOT / "pyproject.toml").read_text()) == []


def test_the_rule_of_exceptions_can_fail():
    planted = (
        '[tool.ruff.lint]\nignore = [\n    "E501",\n    "ISC001",  # why\n]\n'
        '[tool.ruff.lint.per-file-ignores]\n"x" = [\n    "S101",\n]\n[tool.ruff.lint.pydocstyle]\n'
    )
    assert exceptions_without_reason(planted) == ['"E501",', '"S101",']


def names_of(example: str) -> set[str]:
    """Variables that an example of environment shows, commented out or not."""
    return set(re.findall(r"^#?\s?([A-Z][A-Z_]+)=", example, re.MULTILINE))


def test_the_example_of_environment_shows_every_setting():
    assert names_of((ROOT / ".env.example").read_text()) == set(env.VARIABLES)


def test_the_rule_of_the_example_can_fail():
    assert names_of("# A sentence\nPORT=8000\n# ESSAIM_DATA=\n") == {"PORT", "ESSAIM_DATA"}


def test_every_setting_read_is_declared():
    read = set()
    for _, line in lines(ROOT / "config/env.py"):
        read |= set(re.findall(r"source\.get\(\"([A-Z_]+)\"", line))
    assert read
    assert read <= set(env.VARIABLES)


def test_every_area_says_what_it_is_for():
    for area in areas().values():
        first = (ROOT / "essaim" / area.floor / area.name / "__init__.py").read_text().split("\n")[0]
        assert re.match(r'"""[A-Z].{15,}', first), f"{area.name}: {first!r}"
