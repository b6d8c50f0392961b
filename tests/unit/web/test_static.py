"""What the browser receives: known files, of a known weight, with our own colours only."""

import hashlib
import json
import re
from pathlib import Path

import brotli

import essaim.foundation.web

STATIC = Path(essaim.foundation.web.__file__).parent / "static"
SHEETS = sorted((STATIC / "web").glob("*.css"))


def test_vendored_files_are_those_of_the_manifest():
    manifest = json.loads((STATIC / "vendor/manifest.json").read_text())
    declared = {name: digest for package in manifest["packages"] for name, digest in package["files"].items()}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").iterdir()
        if path.name != "manifest.json"
    }
    assert found == declared


def test_every_vendored_package_says_its_licence_and_htmx_stays_on_its_second_version():
    packages = {p["package"]: p for p in json.loads((STATIC / "vendor/manifest.json").read_text())["packages"]}
    assert all(package["licence"] for package in packages.values())
    assert packages["htmx.org"]["version"].startswith("2.0.")


def test_the_sheets_travel_in_under_ten_kilobytes_and_stay_readable():
    assert sum(len(brotli.compress(path.read_bytes())) for path in SHEETS) < 10 * 1024
    assert sum(path.stat().st_size for path in SHEETS) < 48 * 1024


def test_components_use_tokens_for_their_colours():
    """Raw colours live in tokens.css and dark.css; a veil or the ink around honey may be written as it is."""
    allowed = {"#0000", "#fff", "#ffcf5e", "#2a1a3e", "#2a1a3e80", "#2a1a3eb3", "#8f81a466"}
    raw = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", (STATIC / "web/components.css").read_text()))
    assert raw <= allowed


def test_every_token_used_is_defined():
    text = "".join(path.read_text() for path in SHEETS)
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", text))
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", text))
    assert used <= defined


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})[;\s]", text))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = {
    "ink": ("paper", "wash", "raised", "lilac", "honey-wash"),
    "ink-soft": ("paper", "wash", "raised", "lilac", "honey-wash"),
    "violet": ("paper", "wash", "raised", "lilac"),
    "amber": ("paper", "wash", "honey-wash"),
    "board": ("paper", "wash", "board-wash"),
    "red": ("paper", "wash", "red-wash"),
    "sky": ("paper", "sky-wash"),
    "on-violet": ("violet", "violet-strong"),
    "on-honey": ("honey",),
    "on-foot": ("foot",),
    "foot-soft": ("foot",),
}


def test_texts_and_edges_have_their_contrast_on_paper_and_on_slate():
    tokens = (STATIC / "web/tokens.css").read_text().split("@media")[0]
    light = _colours(tokens)
    dark = light | _colours((STATIC / "web/dark.css").read_text())
    for theme in (light, dark):
        weak = [
            (text, ground)
            for text, grounds in TEXTS.items()
            for ground in grounds
            if contrast(theme[text], theme[ground]) < 4.5
        ]
        assert weak == []
        assert all(contrast(theme["edge"], theme[ground]) >= 3 for ground in ("paper", "wash", "raised"))
        assert all(contrast(theme["ink"], theme[f"map-{rank}"]) >= 4.5 for rank in (1, 2, 3))
        assert all(contrast(theme["paper"], theme[f"map-{rank}"]) >= 4.5 for rank in (4, 5))
