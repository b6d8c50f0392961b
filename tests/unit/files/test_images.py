"""Pictures are drawn again: only their pixels stay."""

import io

import pytest
from PIL import Image

from essaim.foundation.files.domain import images
from essaim.foundation.files.enums import Kind
from essaim.foundation.kernel.errors import Refused
from tests.unit.files import samples

ORIENTATION, GPS = 0x0112, 0x8825


def redraw(content, kind, **options):
    return images.redraw(io.BytesIO(content), kind, **options)


def open_image(content):
    return Image.open(io.BytesIO(content))


def test_where_and_how_a_photo_was_taken_is_forgotten():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    before = samples.picture("JPEG", (60, 40), exif=exif, comment=b"chez moi")
    assert open_image(before).getexif()
    after = redraw(before, Kind.JPEG)
    image = open_image(after)
    assert not image.getexif()
    assert "comment" not in image.info
    assert image.size == (40, 60), "turned upright before its orientation is forgotten"


@pytest.mark.parametrize("kind", list(images.FORMATS))
def test_what_was_hidden_behind_a_picture_is_gone(kind):
    after = redraw(samples.picture(images.FORMATS[kind]) + samples.HTML, kind)
    assert b"<script>" not in after
    assert open_image(after).format == images.FORMATS[kind]


def test_large_pictures_are_reduced_and_keep_their_shape():
    assert open_image(redraw(samples.picture("PNG", (300, 150)), Kind.PNG, max_side=100)).size == (100, 50)


def test_transparency_is_kept():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert open_image(redraw(out.getvalue(), Kind.PNG)).getpixel((0, 0))[3] == 0


def test_a_picture_of_400_million_pixels_is_refused_unopened():
    with pytest.raises(Refused, match="trop grande"):
        redraw(samples.huge_png(), Kind.PNG)


def test_a_picture_just_above_the_limit_is_refused():
    with pytest.raises(Refused, match="trop grande"):
        redraw(samples.huge_png(6400), Kind.PNG)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", samples.picture("PNG")[:60], samples.picture("JPEG")])
def test_a_broken_picture_is_refused(content):
    with pytest.raises(Refused, match="abîmée"):
        redraw(content, Kind.PNG)
