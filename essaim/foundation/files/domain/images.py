"""Pictures drawn again: pixels kept, everything else left behind (place, camera, hidden content)."""

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from essaim.foundation.files.enums import Kind
from essaim.foundation.kernel.errors import Refused

MAX_PIXELS = 40_000_000
MAX_SIDE = 2400
FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.WEBP: "WEBP"}
TOO_LARGE = "Cette image est trop grande ({width} × {height} pixels). Réduisez-la à 40 millions de pixels au plus."
BROKEN = "Cette image est abîmée ou incomplète. Enregistrez-la de nouveau, puis déposez-la."


def redraw(source: BinaryIO, kind: Kind, *, max_side: int = MAX_SIDE) -> bytes:
    """The same picture, upright, at most ``max_side`` pixels long, without EXIF nor anything but its pixels."""
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[FORMATS[kind]]) as image:
                return _encode(_upright(image, max_side), kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(TOO_LARGE.format(width="plus de 9 000", height="9 000")) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused(BROKEN) from None


def _upright(image: Image.Image, max_side: int) -> Image.Image:
    if image.width * image.height > MAX_PIXELS:
        raise Refused(TOO_LARGE.format(width=image.width, height=image.height))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return upright


def _encode(image: Image.Image, kind: Kind) -> bytes:
    has_alpha = kind is not Kind.JPEG and (image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info)
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    options = {"optimize": True} if kind is Kind.PNG else {"quality": 85}
    bare.save(out, FORMATS[kind], **options)
    return out.getvalue()
