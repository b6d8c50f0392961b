"""The one reader of the environment: typed, whole, and with every problem said at once."""

import pytest

from config import env


def test_nothing_is_needed_for_a_demonstration(tmp_path):
    found = env.read({"ESSAIM_DATA": str(tmp_path), "ESSAIM_DEMO": "oui"})
    assert (found.port, found.demo, found.data) == (8000, True, tmp_path)
    assert found.base_url == "http://127.0.0.1:8000"


def test_every_problem_is_said_at_once(tmp_path):
    with pytest.raises(env.EnvironmentUnreadable) as refused:
        env.read({"ESSAIM_DATA": str(tmp_path), "PORT": "huit", "ESSAIM_DEMO": "peut-être"}, production=True)
    said = str(refused.value)
    for name in ("PORT", "ESSAIM_DEMO", "ESSAIM_SECRET_KEY", "ESSAIM_HOSTS", "ESSAIM_BASE_URL"):
        assert said.count(f"\n  {name} :") == 1


@pytest.mark.parametrize(
    "public",
    [
        {"ESSAIM_HOSTS": "essaim.example"},
        {"ESSAIM_HOSTS": "127.0.0.1, 192.168.1.4"},
        {"ESSAIM_BASE_URL": "https://essaim.example/"},
    ],
)
def test_a_demonstration_never_answers_to_a_public_name(public, tmp_path):
    given = {"ESSAIM_DATA": str(tmp_path), **public}
    assert env.read(given).demo is False
    with pytest.raises(env.EnvironmentUnreadable, match="ESSAIM_DEMO : refusé, car"):
        env.read({**given, "ESSAIM_DEMO": "1"})


@pytest.mark.parametrize("local", ["127.0.0.1", "localhost,[::1]", ""])
def test_a_demonstration_answers_to_this_machine(local, tmp_path):
    assert env.read({"ESSAIM_DATA": str(tmp_path), "ESSAIM_HOSTS": local, "ESSAIM_DEMO": "1"}).demo is True


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", ""])
def test_a_port_is_a_port(port, tmp_path):
    with pytest.raises(env.EnvironmentUnreadable, match="PORT"):
        env.read({"ESSAIM_DATA": str(tmp_path), "PORT": port})


def test_a_closed_folder_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(env.os, "access", lambda path, mode: False)
    with pytest.raises(env.EnvironmentUnreadable, match="n'est pas ouvert en écriture"):
        env.read({"ESSAIM_DATA": str(tmp_path / "absent/plus")})
