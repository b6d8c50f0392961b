"""Habits that a person should not have to remember: gestures, models, migrations, templates, promises."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.template.loaders.app_directories import get_app_template_dirs

from tests.architecture.house import ROOT, is_ours, lines, python_files, strings, templates, tracked

PROMISES = re.compile(
    r"(?:#|//|/\*|<!--).*\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b|raise NotImplemente[d]Error|à faire plus tar[d]"
)


def service_modules() -> list[str]:
    """Every module of ``<area>.services``."""
    found = []
    for area in settings.LOCAL_APPS:
        for name in (f"{area}.services",):
            if importlib.util.find_spec(name) is None:
                continue
            package = importlib.import_module(name)
            found.append(name)
            found += [f"{name}.{module.name}" for module in pkgutil.iter_modules(getattr(package, "__path__", []))]
    return found


def not_gestures(module: object) -> list[str]:
    """Public functions of a module that are not gestures, or do not take ``by`` first and all by name."""
    found = []
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("_") or function.__module__ != module.__name__:
            continue
        parameters = list(inspect.signature(function).parameters.values())
        named = all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
        if not (getattr(function, "is_gesture", False) and named and parameters and parameters[0].name == "by"):
            found.append(f"{module.__name__}.{name}")
    return found


def test_every_service_is_a_gesture():
    modules = service_modules()
    assert "essaim.commons.directory.services" in modules
    assert [name for module in modules for name in not_gestures(importlib.import_module(module))] == []


def test_the_rule_of_gestures_can_fail(tmp_path):
    file = tmp_path / "planted.py"
    file.write_text("def close(school): ...\ndef _helper(): ...\n")
    spec = importlib.util.spec_from_file_location("planted", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert not_gestures(module) == ["planted.close"]


def own_models() -> list[type[models.Model]]:
    """Concrete models of our areas."""
    return [model for model in apps.get_models() if model.__module__.startswith("essaim.")]


def nameless(model: type[models.Model]) -> bool:
    """Whether a row would be shown as « Objet (12) »."""
    return model.__str__ is models.Model.__str__


def test_every_model_says_its_name():
    assert len(own_models()) > 10
    assert [model._meta.label for model in own_models() if nameless(model)] == []


def test_the_rule_of_names_can_fail():
    from django.contrib.sessions.models import Session

    assert nameless(Session) or Session.__str__ is not models.Model.__str__
    assert nameless(type("Bare", (), {"__str__": models.Model.__str__}))


def migration_faults(names: dict[str, list[str]]) -> list[str]:
    """Apps whose migrations do not follow one another by number, given the file names of each."""
    found = []
    for app, files in names.items():
        numbers = [int(name[:4]) if re.match(r"\d{4}_[a-z0-9_]+$", name) else 0 for name in sorted(files)]
        if numbers != list(range(1, len(numbers) + 1)):
            found.append(f"{app}: {sorted(files)}")
    return found


def test_migrations_are_linear():
    loader = MigrationLoader(None)
    own = {config.label for config in apps.get_app_configs() if config.name in settings.LOCAL_APPS}
    names = {app: [name for label, name in loader.disk_migrations if label == app] for app in own}
    assert migration_faults(names) == []
    leaves = [app for app, _ in loader.graph.leaf_nodes() if app in own]
    assert sorted(leaves) == sorted(set(leaves))


def test_the_rule_of_migrations_can_fail():
    assert migration_faults({"a": ["0001_initial", "0002_x", "0002_y"], "b": ["0001_initial", "0002_auto"]}) == [
        "a: ['0001_initial', '0002_x', '0002_y']"
    ]
    assert migration_faults({"a": ["0001_initial", "merge"]})


def _of_packages() -> list[Path]:
    """Folders of templates of Django and of the packages."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    return [folder for folder in folders if not folder.is_relative_to(ROOT / "essaim")]


def _overrides(name: str) -> bool:
    """Whether a template replaces one of the framework or of a package, or dresses one of its letters."""
    stem = Path(name).stem
    return any((folder / name).exists() or any(folder.glob(f"*/email/{stem}_subject.txt")) for folder in _of_packages())


def _patterns(paths: list[Path]) -> list[re.Pattern[str]]:
    """Names of templates written with a variable part: ``f"web/gallery/{name}.html"``."""
    found = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"([\w-]+)" for part in node.values
                ]
                if "".join(parts).endswith(("html", "txt")):
                    found.append(re.compile("".join(parts)))
    return found


def unused_templates(root: Path) -> list[str]:
    """Templates that no code and no template names, and that replace none of a package."""
    known = [(path, path.read_text()) for path, _ in templates(root)]
    code = [*python_files(root), *sorted((root / "config").rglob("*.py"))]
    words = {text.partition("#")[0] for path in code for _, text in strings(path)}
    words |= {word.replace("-", "_") for word in words}
    patterns = _patterns(code)
    found = []
    for path, name in templates(root):
        others = "\n".join(text for other, text in known if other != path)
        variable = [part for pattern in patterns if (match := pattern.fullmatch(name)) for part in match.groups()]
        used = name in words or name in others or bool(words.intersection(variable))
        if name.startswith("cotton/"):
            tag = name.removeprefix("cotton/").removesuffix(".html").removesuffix("/index").replace("/", ".")
            used = used or f"<c-{tag.replace('_', '-')}" in others
        if not used and not _overrides(name) and not re.fullmatch(r"\d{3}(_csrf)?\.html", name):
            found.append(name)
    return found


def test_every_template_is_used():
    assert unused_templates(ROOT) == []


def test_the_rule_of_unused_templates_can_fail(tmp_path):
    folder = tmp_path / "essaim/commons/territory/templates/territory"
    folder.mkdir(parents=True)
    (tmp_path / "config").mkdir()
    (folder / "planted.html").write_text("")
    (folder / "named.html").write_text("")
    (tmp_path / "essaim/commons/territory/views.py").write_text('T = "territory/named.html"\n')
    assert unused_templates(tmp_path) == ["territory/planted.html"]


def promises(paths: list[Path]) -> list[str]:
    """Lines that put off what the code should do."""
    return [
        f"{path.name}:{number}: {line.strip()}"
        for path in paths
        for number, line in lines(path)
        if PROMISES.search(line)
    ]


def test_no_promise_is_left():
    ours = [path for path in tracked() if is_ours(path) and path.suffix != ".md" and path.name != "pyproject.toml"]
    assert len(ours) > 100
    assert promises(ours) == []


@pytest.mark.parametrize("word", [f"TO{'DO'}: later", f"raise NotImplemented{'Error'}"])
def test_the_rule_of_promises_can_fail(tmp_path, word):
    (tmp_path / "planted.py").write_text(f"x = 1  # {word}\n")
    assert len(promises([tmp_path / "planted.py"])) == 1


def settings_imports(root: Path) -> list[str]:
    """Modules that import a settings module instead of ``django.conf.settings``."""
    pattern = re.compile(r"^\s*(?:from|import)\s+config\.settings\b")
    paths = [*python_files(root), *sorted((root / "config").glob("*.py")), *sorted((root / "tests").rglob("*.py"))]
    return [
        f"{path.relative_to(root)}:{number}" for path in paths for number, line in lines(path) if pattern.search(line)
    ]


def test_settings_are_read_through_django():
    assert settings_imports(ROOT) == []


def test_the_rule_of_settings_can_fail(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/planted.py").write_text("from config.settings.base import DEBUG\n")
    assert settings_imports(tmp_path) == ["config/planted.py:1"]
