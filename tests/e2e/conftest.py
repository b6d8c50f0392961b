"""A real server over a real database, and Debian's Chromium in front of it.

The network of the tests is written once in a database of its own; granian serves it with the settings of the
demonstration (same static files, same content policy as production). Tests share it: each makes what it changes.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.world import Persona, World, build_world

# Playwright keeps an event loop in this thread, where Django is called too: one after the other, never at once.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("ESSAIM_CHROMIUM", "/usr/bin/chromium")
SECRET_KEY = "tests only"
SECONDS_TO_START = 30


def pytest_collection_modifyitems(items):
    """All of this folder needs a browser and the loopback interface."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory) -> Path:
    """ESSAIM_DATA of the server."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def database(data_folder, django_test_environment, django_db_blocker):
    """A database of its own: on SQLite a file that the server opens too. No test here runs in a transaction."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(data_folder / "essaim.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": False})
        yield connection.settings_dict["NAME"]
        teardown_databases(made, verbosity=0)


@dataclass
class Site:
    """The server under test and the network it shows."""

    address: str
    world: World
    blocker: object
    environment: dict[str, str]
    complaints: list[str] = field(default_factory=list)

    def url(self, name: str, **kwargs) -> str:
        """The whole address of a page."""
        return self.address + reverse(name, kwargs=kwargs)

    def work(self) -> None:
        """One round of the worker, as a process of its own: what was queued is done when this returns."""
        subprocess.run([sys.executable, "-m", "config.cli", "worker", "--once"], env=self.environment, check=True)

    def cookie_of(self, persona: Persona) -> dict:
        """A session of this persona, as a browser keeps it."""
        client = Client()
        with self.blocker.unblock():
            client.force_login(self.world.users[persona])
        return {"name": "essaim_session", "value": client.cookies["essaim_session"].value, "url": self.address}


@pytest.fixture(scope="session")
def site(data_folder, database, django_db_blocker):
    """The site, started once for all browser tests."""
    with django_db_blocker.unblock(), override_settings(DATA_DIR=data_folder):
        world = build_world()
        connection.close()
    for arguments in (
        ["collectstatic", "--noinput", "-v0"],
        ["createcachetable"],
    ):  # the server reads both at its start
        subprocess.run([sys.executable, ROOT / "manage.py", *arguments], env=surroundings(data_folder), check=True)
    with served(data_folder, "server.log") as (address, environment):
        yield Site(address, world, django_db_blocker, environment)


@pytest.fixture(scope="session")
def demo_site(site, data_folder):
    """The same network served as a demonstration: its letters can be read, and their links lead back to it."""
    with served(data_folder, "demo-server.log", ESSAIM_DEMO="1") as (address, environment):
        yield Site(address, site.world, site.blocker, environment)


def surroundings(data_folder: Path, **more: str) -> dict[str, str]:
    """The environment of every process of the site: its server, its worker, its preparation."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "ESSAIM_DATA": str(data_folder),
        "ESSAIM_SECRET_KEY": SECRET_KEY,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": _database_url(),
        **more,
    }


@contextmanager
def served(data_folder: Path, log_name: str, **more: str):
    """One server over the database of the tests: its address and its environment."""
    port = _free_port()
    environment = surroundings(data_folder, PORT=str(port), **more)
    log = (data_folder / log_name).open("w")
    command = "-m granian --interface wsgi --no-ws --host 127.0.0.1 --workers 1 --blocking-threads 1 --backpressure 32"
    command = [sys.executable, *command.split(), "--port", str(port), "tests.e2e.served:application"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, data_folder / log_name)
        yield address, environment
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


@pytest.fixture(scope="session")
def chromium():
    """One browser for all; each test opens its own contexts."""
    with sync_playwright() as playwright:
        arguments = ["--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(site, chromium):
    """``sign_in(persona)``: a browser of that person; complaints of the console fail the test at its end."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def browse(persona: Persona = Persona.VISITOR, *, width: int = 1280, height: int = 900, **options) -> Page:
        options = {"locale": "fr-FR", "reduced_motion": "reduce", **options}
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        opened.append(context)
        if persona is not Persona.VISITOR:
            context.add_cookies([site.cookie_of(persona)])
        page = context.new_page()
        listen(page, complaints)
        return page

    browse.complaints = complaints
    yield browse
    for context in opened:
        context.close()
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    """Keep what the browser complains of: errors of scripts, blocked content, absent files, foreign addresses."""
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda asked: (
            complaints.append(f"{page.url}: asks {asked.url}")
            if not asked.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _database_url() -> str:
    """What the server opens: nothing on SQLite (the file is in ESSAIM_DATA), else the test database."""
    if connection.vendor == "sqlite":
        return ""
    given, _, options = os.environ["DATABASE_URL"].partition("?")
    return given.rpartition("/")[0] + "/" + connection.settings_dict["NAME"] + (f"?{options}" if options else "")


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (loopback)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")
