"""What a measure is: a name, a figure, its budget; and where measures are kept."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/mesures.md"
HEAD = "# Mesures\n\nÉcrites par `script/check --deep` (ou `script/bench --write`), chaque section par sa mesure.\n"


@dataclass(frozen=True)
class Place:
    """A folder of its own for the data, and how large the registers are."""

    folder: Path
    schools: int
    organisations: int

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a command on these data."""
        return {
            **os.environ,
            "ESSAIM_DATA": str(self.folder / "data"),
            "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", ""),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}",
        }


@dataclass(frozen=True)
class Line:
    """One figure beside its budget."""

    name: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether the budget is exceeded."""
        return self.budget is not None and self.value > self.budget

    @property
    def limit(self) -> str:
        """The budget, written."""
        return "" if self.budget is None else f"{self.budget:g} {self.unit}"

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"value": self.value, "unit": self.unit, "budget": self.budget, "over": self.is_over}

    def as_text(self) -> str:
        """For a person."""
        budget = f"budget {self.limit}" if self.limit else ""
        return f"{self.name:<58} {self.value:>10.4g} {self.unit:<4} {budget:<18}{'  OVER' if self.is_over else ''}"


@dataclass(frozen=True)
class Ran:
    """A command that ended: how long, how much memory, what it said."""

    seconds: float
    megabytes: float
    result: dict[str, Any]


def essaim(place: Place, *arguments: str) -> Ran:
    """Run one of Essaim's commands with ``--json`` in a process of its own."""
    command = [sys.executable, "-m", "config.cli", *arguments, "--json"]
    start = time.perf_counter()
    with (place.folder / "out.json").open("w+") as out, (place.folder / "err.txt").open("w+") as err:
        process = subprocess.Popen(command, env=place.environment, cwd=place.folder, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        if process.returncode:
            sys.exit(f"essaim {' '.join(arguments)}: {err.read()[-2000:]}")
        return Ran(seconds, usage.ru_maxrss / 1024, json.loads(out.read()))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def write_section(title: str, about: str, lines: Sequence[Line]) -> None:
    """Replace one section of the page of measures."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    rows = "\n".join(f"| {line.name} | {line.value:.4g} {line.unit} | {line.limit} |" for line in lines)
    section = f"## {title}\n\n{about}\n\n| Mesure | Valeur | Budget |\n| --- | ---: | ---: |\n{rows}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    text = pattern.sub(lambda _: section + "\n", text) if pattern.search(text) else f"{text.rstrip()}\n\n{section}"
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")
