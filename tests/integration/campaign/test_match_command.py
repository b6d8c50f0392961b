"""``essaim campaign match``, as programs call it."""

import io
import json

from config import cli
from tests.unit.campaign.test_matching import OFFER, REQUEST


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    status = cli.build().main(["campaign", "match", *map(str, arguments)], out=out, err=err)
    return status, out.getvalue(), err.getvalue()


def instance(folder, **change):
    path = folder / "instance.json"
    path.write_text(json.dumps({"requests": [REQUEST], "offers": [OFFER]} | change), encoding="utf-8")
    return path


def test_the_answer_has_the_shape_others_rely_on(tmp_path):
    status, out, err = run(instance(tmp_path), "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert list(answer) == ["pairs", "unserved", "objective", "proof", "prospects", "seconds"]
    assert answer["objective"] == {"served_weight": 1, "shared_themes": 0, "km": 4.1}
    assert set(answer["seconds"]) == {"candidates", "solve", "total"}


def test_a_written_solution_is_verified_with_its_certificate(tmp_path):
    path, solution, proof = instance(tmp_path), tmp_path / "solution.json", tmp_path / "proof.json"
    assert run(path, "--out", solution, "--certificate", proof)[0] == 0
    assert run(path, "--verify", solution, "--certificate", proof)[0] == 0
    assert run(path, "--verify", solution)[0] == 0


def test_a_tampered_solution_or_certificate_is_refused_with_one_line_each(tmp_path):
    path, solution, proof = instance(tmp_path), tmp_path / "solution.json", tmp_path / "proof.json"
    run(path, "--out", solution, "--certificate", proof)
    solution.write_text(solution.read_text().replace("4.1", "3.9"))
    status, _, err = run(path, "--verify", solution, "--certificate", proof)
    assert status == 1
    assert err.splitlines()[0].startswith(f"{solution}:1: pairs[0].km: ")
    run(path, "--out", solution)
    prices = json.loads(proof.read_text())
    prices["potentials"][0] = [0 for _ in prices["potentials"][0]]
    prices["potentials"][0][0] = 10
    proof.write_text(json.dumps(prices))
    assert run(path, "--verify", solution, "--certificate", proof)[0] == 1


def test_every_fault_of_an_instance_is_told_and_nothing_is_written(tmp_path):
    path = instance(tmp_path, requests=[REQUEST | {"weight": 0}, REQUEST | {"id": "r2", "lat": 200}])
    status, _, err = run(path, "--out", tmp_path / "solution.json")
    assert status == 1
    assert len(err.splitlines()) == 3, err
    assert all(line.startswith(f"{path}:1: ") for line in err.splitlines())
    assert not (tmp_path / "solution.json").exists()


def test_what_is_not_json_is_refused_with_its_line(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text('{"requests": [\n')
    status, _, err = run(path)
    assert status == 1
    assert f"{path}:2: " in err


def test_a_missing_file_is_one_sentence(tmp_path):
    status, _, err = run(tmp_path / "rien.json")
    assert status == 1
    assert "Traceback" not in err
