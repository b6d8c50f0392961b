"""The command line kit: French, one JSON object, exit codes that scripts can trust."""

import io
import json

import pytest

from essaim.foundation.kernel.cli import Commands, Console, bar, located, positive
from essaim.foundation.kernel.errors import Refused


def _count(options, console):
    if options.refuse:
        console.refuse("trop grand, écrivez 3", file="a.csv", line=2, field="uai")
    return {"read": options.number}


def _fail(options, console):
    raise Refused("Ce fichier est vide, choisissez-en un autre.")


def _open(options, console):
    open("/nulle/part/x.csv").close()  # noqa: PTH123
    return {}


@pytest.fixture
def commands():
    made = Commands("essaim", "Les commandes d'Essaim.")
    schools = made.group("schools", "Les établissements.")
    count = schools.command("count", run=_count, about="Compter 100 % des lignes.", example="essaim schools count 3")
    count.add_argument("number", type=positive, metavar="NOMBRE", help="combien")
    count.add_argument("--refuse", action="store_true", help="refuser")
    schools.command("fail", run=_fail, about="Refuser.", example="essaim schools fail")
    schools.command("open", run=_open, about="Ouvrir.", example="essaim schools open")
    return made


def _run(commands, *arguments):
    out, err = io.StringIO(), io.StringIO()
    return commands.main(arguments, out=out, err=err), out.getvalue(), err.getvalue()


def test_json_is_one_object_and_nothing_else(commands):
    status, out, err = _run(commands, "schools", "count", "3", "--json")
    assert (status, json.loads(out), err) == (0, {"read": 3}, "")


def test_a_person_reads_lines(commands):
    assert _run(commands, "schools", "count", "3") == (0, "read : 3\n", "")


def test_a_refusal_says_where_on_one_line_and_status_is_1(commands):
    status, out, err = _run(commands, "schools", "count", "3", "--refuse", "--json")
    assert status == 1
    assert err == "a.csv:2: uai: trop grand, écrivez 3\n"
    assert json.loads(out) == {"read": 3}


def test_a_refused_gesture_is_one_sentence(commands):
    assert _run(commands, "schools", "fail") == (1, "", "Ce fichier est vide, choisissez-en un autre.\n")


def test_a_missing_file_is_one_sentence(commands):
    status, _, err = _run(commands, "schools", "open")
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("/nulle/part/x.csv: ce fichier n'existe pas")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque : COMMANDE"),
        (["schools", "count"], "il manque : NOMBRE"),
        (["schools", "count", "0"], "« 0 » n'est pas un nombre entier positif"),
        (["schools", "count", "3", "--plus"], "argument inconnu : --plus"),
        (["schools", "inconnu"], "choix inconnu : 'inconnu'"),
    ],
)
def test_wrong_usage_is_said_in_french_with_status_2(commands, capsys, arguments, said):
    assert commands.main(arguments) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.startswith("utilisation : essaim")
    assert not any(word in err for word in ("usage:", "error", "required", "choose"))


@pytest.mark.parametrize("arguments", [[], ["schools"], ["schools", "count"]])
def test_help_is_french_and_has_an_example(commands, capsys, arguments):
    assert commands.main([*arguments, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("utilisation : ")
    assert "exemple :\n  essaim" in out
    assert not any(word in out for word in ("usage:", "positional", "show this"))


def test_argparse_is_left_as_it_was_found(commands):
    import argparse
    import gettext

    commands.main(["schools", "count", "3"], out=io.StringIO())
    assert argparse._ is gettext.gettext


def test_every_lists_commands_by_their_words(commands):
    assert list(commands.every()) == ["schools count", "schools fail", "schools open"]


def test_progress_is_silent_unless_a_person_watches():
    err = io.StringIO()
    assert list(Console(err=err).progress([1, 2], "Lecture", total=2)) == [1, 2]
    assert err.getvalue() == ""
    err.isatty = lambda: True
    assert list(Console(err=err).progress([1, 2], "Lecture", total=2)) == [1, 2]
    assert "Lecture [" in err.getvalue()


def test_a_bar_never_overflows_and_knows_nothing():
    assert bar(5, 2, width=4) == "[####] 5 / 2"
    assert bar(0, 0, width=4) == "[····] 0 / 0"


def test_a_message_stays_on_one_line():
    assert located("a\nb", file="x.csv", line=3) == "x.csv:3: a b"
    assert located("a", field="nom") == "nom: a"
