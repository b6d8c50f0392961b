"""What a PDF of ours must be, read back with pikepdf: a second opinion on what Typst promises.

Checked, which is not conformity: whether a reading order makes sense, only a person says. Each check is shown to
fail on a broken file (tests/integration/documents/test_pdf.py).
"""

import io
import itertools
from collections.abc import Iterator

import pikepdf


def problems(content: bytes) -> list[str]:
    """What is missing from this PDF, in a few words each; empty when nothing is."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [problem for check in CHECKS for problem in check(pdf)]


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    """Every structure element, in reading order, with its type."""
    root = pdf.Root.get("/StructTreeRoot")
    yield from _below(root) if root is not None else ()


def _below(node) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    children = node.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S).lstrip("/"), child
            yield from _below(child)


def _tagged(pdf):
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if not any(True for _ in elements(pdf)):
        yield "no structure"


def _titled(pdf):
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "not declared PDF/UA-1"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window shows the file's name"


def _french(pdf):
    if not str(pdf.Root.get("/Lang", "")).startswith("fr"):
        yield "not in French"


def _described(pdf):
    for kind, element in elements(pdf):
        if kind == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture without its text"


def _headed(pdf):
    levels = [int(kind[1:]) for kind, _ in elements(pdf) if kind[:1] == "H" and kind[1:].isdigit()]
    if levels and levels[0] != 1:
        yield "the first heading is not of level 1"
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield "a heading level is skipped"


def _tables(pdf):
    for kind, element in elements(pdf):
        if kind == "Table" and not any(below == "TH" for below, _ in _below(element)):
            yield "a table without header cells"


def _embedded(pdf):
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = descendant.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield "a font that is not embedded"


def _inert(pdf):
    names = pdf.Root.get("/Names", {})
    if "/OpenAction" in pdf.Root or "/AA" in pdf.Root or "/JavaScript" in names:
        yield "something runs at opening"


CHECKS = (_tagged, _titled, _french, _described, _headed, _tables, _embedded, _inert)
