"""Files as phones and offices send them, good and bad."""

import io
import zipfile
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

WORD = "[Content_Types].xml", "word/document.xml"
SHEET = "[Content_Types].xml", "xl/workbook.xml"


def picture(
    width: int = 80, height: int = 60, form: str = "JPEG", *, mode: str = "RGB", **options: object
) -> bytes:
    """Red in its upper left quarter, blue elsewhere."""
    image = Image.new(mode, (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill="red")
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def phone_picture(orientation: int = 1) -> bytes:
    """With the camera, the place and the moment, as a phone writes them."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "SecretCamera", "X100"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (42.0, 19.0, 1.0)
    return picture(exif=exif, comment=b"SecretComment", quality=95)


def package(*names: str, said: dict[str, bytes] | None = None) -> bytes:
    """A zip of small parts; `said` gives some of them their content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
        for name, content in (said or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def stored() -> list[str]:
    """What lies in the store of this test."""
    folder = Path(settings.MEDIA_ROOT)
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
