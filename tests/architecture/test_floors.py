"""What imports cannot see: relations, templates and addresses also go down, never up or sideways."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.house import ROOT, SHARED_FACE, Area, area_of, areas, points_up, python_files, templates

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
FRAMEWORK_PAGES = {"account": "accounts", "mfa": "accounts", "socialaccount": "accounts", "usersessions": "accounts"}
"""Sign-in pages of allauth, dressed by ``accounts``: their names and templates are its own."""

FRAMES = {"outbox/letter.html", "outbox/letter.txt"}
"""What a letter of any area is framed by, as a page is by ``web``."""

INCLUDED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([\w/.-]+)")
COMPONENT = re.compile(r"<c-([\w.-]+)")
ADDRESS_IN_TEMPLATE = re.compile(r"{%\s*url\s+[\"']([\w:-]+)[\"']")
ADDRESS_IN_PYTHON = re.compile(r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*[\"']([\w-]+[:_][\w-]+)[\"']")


@pytest.fixture
def tree(tmp_path) -> Path:
    """A copy of the package, to plant violations in."""
    for name in ("essaim", "config"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static", "data"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def _contracts(root: Path) -> subprocess.CompletedProcess:
    environment = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [LINT_IMPORTS, "--no-cache"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_import_contracts_are_kept():
    done = _contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_import_contracts_can_fail(tree):
    (tree / "essaim/foundation/kernel/planted.py").write_text("import essaim.commons.directory\nimport django\n")
    (tree / "essaim/commons/unplaced").mkdir()
    (tree / "essaim/commons/unplaced/__init__.py").write_text("")
    said = _contracts(tree)
    assert said.returncode == 1
    for name in ("Imports go down the four floors, never up", "Rules are pure Python", "Inside the commons floor"):
        assert re.search(f"{name}.*BROKEN", said.stdout), said.stdout


def test_every_folder_of_a_floor_is_ranked():
    folders = {
        path.name
        for floor in ("foundation", "commons", "areas", "front")
        for path in (ROOT / "essaim" / floor).iterdir()
        if (path / "__init__.py").exists()
    }
    assert folders == set(areas())
    assert areas()["directory"].rank > areas()["territory"].rank > areas()["accounts"].rank > areas()["kernel"].rank


def _relations() -> list[tuple[Area, Area, str]]:
    """Owner, target and name of each relation between two of our areas."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        owner = areas().get(model._meta.app_label)
        for field in model._meta.get_fields():
            target = (
                areas().get(field.related_model._meta.app_label) if field.is_relation and field.related_model else None
            )
            if owner and target and not field.auto_created:
                found.append((owner, target, f"{model._meta.label}.{field.name}"))
    return found


def test_relations_point_down():
    assert len(_relations()) > 3
    assert [name for owner, target, name in _relations() if points_up(owner, target)] == []


def test_the_direction_of_relations_can_fail():
    known = areas()
    assert points_up(known["territory"], known["directory"])
    assert points_up(known["files"], known["documents"]), "neighbours do not know one another"
    assert not points_up(known["directory"], known["territory"])
    assert not points_up(known["directory"], known["directory"])


def foreign_templates(root: Path) -> list[str]:
    """Templates that include, extend or use a component of another area than their own or ``web``."""
    homes = {
        name.removeprefix("cotton/").removesuffix(".html"): area_of(path, root)
        for path, name in templates(root)
        if name.startswith("cotton/")
    }
    found = []
    for path, name in templates(root):
        own, text = area_of(path, root), path.read_text()
        used = [
            (target, FRAMEWORK_PAGES.get(target.split("/")[0], target.split("/")[0]))
            for target in INCLUDED.findall(text)
        ]
        for component in COMPONENT.findall(text):
            home = homes.get(component.replace(".", "/").replace("-", "_"))
            used += [(f"<c-{component}>", home.name if home else SHARED_FACE)]
        found += [
            f"{name}: {target}"
            for target, area in used
            if area in areas(ROOT) and area not in {own.name, SHARED_FACE} and target not in FRAMES
        ]
    return found


def test_templates_use_their_own_area_or_web():
    assert foreign_templates(ROOT) == []


def test_the_rule_of_templates_can_fail(tree):
    folder = tree / "essaim/commons/territory/templates/territory"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "planted.html").write_text('{% extends "web/page.html" %}{% include "directory/school.html" %}')
    assert foreign_templates(tree) == ["territory/planted.html: directory/school.html"]


def upward_addresses(root: Path) -> list[str]:
    """Links to pages of an area above, or of a neighbour; these are passed in by the page above."""
    found = []
    sources = [(path, ADDRESS_IN_TEMPLATE) for path, _ in templates(root)]
    sources += [(path, ADDRESS_IN_PYTHON) for path in python_files(root)]
    for path, pattern in sources:
        own = area_of(path, root)
        for name in pattern.findall(path.read_text()):
            space = re.split("[:_]", name)[0]
            target = areas(ROOT).get(FRAMEWORK_PAGES.get(space, space))
            if own and target and points_up(own, target):
                found.append(f"{path.relative_to(root)}: {name}")
    return found


def test_addresses_point_down_or_to_oneself():
    assert upward_addresses(ROOT) == []


def test_the_rule_of_addresses_can_fail(tree):
    folder = tree / "essaim/commons/territory"
    (folder / "templates/territory").mkdir(parents=True, exist_ok=True)
    (folder / "templates/territory/planted.html").write_text("{% url 'directory:school-list' %}{% url 'territory:x' %}")
    (folder / "planted.py").write_text('reverse("directory:school-list")\nreverse("audit:entry-list")\n')
    assert upward_addresses(tree) == [
        "essaim/commons/territory/templates/territory/planted.html: directory:school-list",
        "essaim/commons/territory/planted.py: directory:school-list",
    ]
