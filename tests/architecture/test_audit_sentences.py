"""Every gesture the code can record has a French sentence: a reader of the trail never meets a bare code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import essaim
from essaim.foundation.audit import presenters

SOURCE = Path(essaim.__file__).parent


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of ``record(...)`` or ``trail.record(...)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id="record") | ast.Attribute(attr="record", value=ast.Name(id="trail")):
                    yield node


def codes(node: ast.expr) -> set[str] | None:
    """The codes an argument may hold, or None when the source does not say."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=body, orelse=orelse):
            one, other = codes(body), codes(orelse)
            return one | other if one and other else None
    return None


def recorded() -> Iterator[tuple[str, set[str] | None]]:
    """Where, and which codes."""
    for path in sorted(SOURCE.rglob("*.py")):
        for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(SOURCE)}:{call.lineno}", codes(call.args[1])


def test_codes_are_written_where_they_are_recorded():
    assert [place for place, found in recorded() if found is None] == []


def test_every_recorded_code_has_a_sentence():
    known = presenters.registered_codes()
    assert [f"{place} {code}" for place, found in recorded() for code in sorted(found or ()) if code not in known] == []


def test_every_sentence_is_recorded_somewhere():
    found = set().union(*(codes for _, codes in recorded() if codes))
    assert sorted(presenters.registered_codes() - found) == []


def test_the_scan_sees_a_planted_code():
    planted = ast.parse('trail.record(by, "a.b.painted" if x else "a.b.sold", target)\nrecord(by, code, target)')
    assert [codes(call.args[1]) for call in calls(planted)] == [{"a.b.painted", "a.b.sold"}, None]
