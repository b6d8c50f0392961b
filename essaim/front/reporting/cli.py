"""``essaim bilan build``: the papers of a bilan, for a coordinator's script or a partner's job."""

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import plural
from essaim.front.reporting import composing, papers, subjects
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.domain.document import Number


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    group = commands.group("bilan", "Les bilans.")
    build = group.command(
        "build",
        run=run,
        about="Écrire un bilan en PDF, en ODT et en texte canonique, avec son empreinte.",
        example="essaim bilan build --scope france --of partnership:protocole --period 2026-09-01:2027-03-01 --out .",
        show=show,
    )
    build.add_argument("--scope", required=True, metavar="TERRITOIRE", help="france, region:CODE ou academie:CODE")
    build.add_argument("--of", required=True, metavar="OBJET", help="edition:ADRESSE ou partnership:ADRESSE")
    build.add_argument(
        "--period", required=True, metavar="DEBUT:FIN", help="deux dates AAAA-MM-JJ ; la fin n'est pas comprise"
    )
    build.add_argument("--out", required=True, type=Path, metavar="DOSSIER", help="où écrire les fichiers")


def run(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (every command has these two)
    """Compose the bilan with the data of today; nothing is frozen."""
    subject = subjects.parse(options.of)
    spec = Spec(subject.kind, subject.about, Scope.parse(options.scope), period_of(options.period))
    document = composing.compose(spec)
    today = timezone.localdate()
    contents = {
        "bilan.json": document.text.encode(),
        "bilan.odt": papers.as_odt(document, on=today),
        "bilan.pdf": papers.as_pdf(document, on=today, given={}),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (options.out / name).write_bytes(content)
    return {
        "files": [str(options.out / name) for name in contents],
        "digest": document.digest,
        "figures": {figure.code: _plain(figure.value) for figure in document.figures},
    }


def show(result: Result) -> Iterator[str]:
    """What was written."""
    yield f"{plural(len(result['figures']), 'chiffre')}, empreinte {digest.short(result['digest'])}."
    yield from result["files"]


def period_of(text: str) -> Period:
    """``2026-09-01:2027-03-01``; refused with the reason."""
    start, _, end = text.partition(":")
    try:
        return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    except ValueError:
        raise Refused(f"« {text} » n'est pas une période : écrivez par exemple 2026-09-01:2027-03-01.") from None


def _plain(value: Number) -> int | float:
    return value if isinstance(value, int) else float(value)
