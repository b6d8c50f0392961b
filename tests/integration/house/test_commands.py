"""Commands and formats that others rely on: each promised command is there, or says that it is not yet."""

import argparse
import re

import pytest

from config import cli

COMMANDS = cli.build()
EVERY = COMMANDS.every()
PROMISED = {
    "schools import": {"complete", "apply", "json"},
    "schools search": {"limit", "json"},
    "organisations import": {"mapping", "apply", "json"},
    "campaign match": {"out", "certificate", "verify", "json"},
    "search evaluate": {"documents", "queries", "qrels", "json"},
    "resources import": {"apply", "json"},
    "resources export": {"format", "out", "json"},
    "observatory classify": {"out", "json"},
    "observatory explain": {"json"},
    "observatory build": {"units", "establishments", "ess_list", "out", "json"},
    "observatory generate": {"units", "establishments", "out", "seed", "json"},
    "bilan build": {"scope", "of", "period", "out", "json"},
    "demo load": {"seed", "scale", "json"},
    "backup": {"json"},
    "restore": {"json"},
    "export": {"region", "all", "out", "json"},
    "import-archive": {"apply", "json"},
}
"""The commands that coordinators' scripts and acceptance checks call, with their options (not what stands by place)."""
ENGLISH = re.compile(r"\b(?:usage|options?:|positional|show this|default:|required|optional)\b")


def test_each_promised_command_is_there_or_listed_as_not_yet():
    missing = set(PROMISED) - set(EVERY)
    assert missing == set(cli.NOT_YET)


@pytest.mark.parametrize("words", sorted(set(PROMISED) & set(EVERY)))
def test_a_promised_command_has_its_options(words):
    known = {action.dest for action in EVERY[words]._actions}
    assert PROMISED[words] <= known, known


@pytest.mark.parametrize("words", sorted(EVERY))
def test_each_command_answers_help_in_french_with_an_example(words, capsys):
    assert COMMANDS.main([*words.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"utilisation : essaim {words}")
    assert f"exemple :\n  essaim {words}" in out
    assert not ENGLISH.search(out.replace("\noptions:\n", "\n")), out


@pytest.mark.parametrize("words", sorted(EVERY))
def test_each_argument_says_what_it_is(words):
    for action in EVERY[words]._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction), f"{words} {action.dest}"


@pytest.mark.parametrize("words", sorted(COMMANDS.groups))
def test_a_group_alone_is_wrong_usage(words, capsys):
    assert COMMANDS.main([words]) == 2
    assert "il manque : COMMANDE" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_base_that_is_behind_is_not_changed_without_being_asked(monkeypatch, capsys):
    from django.db.migrations.executor import MigrationExecutor

    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["0002"])
    assert COMMANDS.main(["demo", "accounts", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "La base n'est pas à jour : sauvegardez-la, puis lancez « script/run prepare ».\n"


@pytest.mark.django_db
def test_demo_load_twice_changes_nothing(capsys):
    from config import rows

    assert COMMANDS.main(["prepare"]) == 0
    assert COMMANDS.main(["demo", "load", "--json"]) == 0
    before = {model: list(rows.dump(model)) for model in rows.tables() if model._meta.app_label != "audit"}
    assert COMMANDS.main(["demo", "load", "--json"]) == 0
    after = {model: list(rows.dump(model)) for model in rows.tables() if model._meta.app_label != "audit"}
    changed = [model._meta.label for model in before if before[model] != after[model]]
    assert changed == []
    assert before


@pytest.mark.parametrize("scale", ["0", "-1", "abc", "1e9", "nan"])
def test_a_foolish_scale_is_refused(scale, capsys):
    assert COMMANDS.main(["demo", "load", "--scale", scale]) == 2
    assert "n'est pas un facteur" in capsys.readouterr().err
