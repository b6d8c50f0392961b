"""Files to try the checks on, made here so that nobody has to trust a binary in the repository."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
CSV = "UAI;Nom\n0190045N;École « Les Tilleuls »\n".encode()


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else compression
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def xlsx(**more):
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **more})


def odf(kind="spreadsheet", **more):
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": media_type, "content.xml": b"<office/>", **more})


def picture(image_format, size=(60, 40), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#5a2a82").save(out, image_format, **options)
    return out.getvalue()


def huge_png(side=20_000):
    """A PNG of 400 million pixels in a few hundred bytes of header."""

    def chunk(name, content):
        return struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))

    head = struct.pack("!LLBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
