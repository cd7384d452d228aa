"""A photo loses all but its pixels, and what is no whole photo is refused."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from kezdesu.core.errors import Refused
from kezdesu.core.files.pictures import LONGEST, SMALL_LONGEST, clean_picture
from tests.meetings.files import phone_picture, picture

RED, BLUE = (254, 0, 0), (0, 0, 254)


def shown(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def is_near(image: Image.Image, point: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen = image.getpixel(point)
    return isinstance(seen, tuple) and all(
        abs(one - other) < 12 for one, other in zip(seen, colour, strict=True)
    )


def test_gps_camera_and_comment_are_gone() -> None:
    sent = phone_picture()
    assert b"SecretCamera" in sent
    assert b"SecretComment" in sent
    clean = clean_picture(sent)
    for kept in (clean.content, clean.small):
        assert b"Secret" not in kept
        assert b"Exif" not in kept
        assert not shown(kept).getexif()
        assert set(shown(kept).info) <= {
            *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
            *("progressive", "progression"),
        }


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, "left top"), (3, "right bottom"), (6, "right top"), (8, "left bottom")],
)
def test_a_photo_is_turned_as_the_phone_was_held(orientation: int, red_at: str) -> None:
    clean = clean_picture(phone_picture(orientation))
    image = shown(clean.content)
    is_turned = orientation in {6, 8}
    assert image.size == ((60, 80) if is_turned else (80, 60)) == (clean.width, clean.height)
    corners = {
        "left top": (5, 5),
        "right top": (image.width - 5, 5),
        "left bottom": (5, image.height - 5),
        "right bottom": (image.width - 5, image.height - 5),
    }
    reds = [name for name, point in corners.items() if is_near(image, point, RED)]
    assert reds == [red_at]


def test_a_large_photo_is_made_smaller_and_keeps_its_shape() -> None:
    clean = clean_picture(picture(4000, 3000))
    assert (clean.width, clean.height) == (LONGEST, LONGEST * 3 // 4)
    assert shown(clean.small).size == (SMALL_LONGEST, SMALL_LONGEST * 3 // 4)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_every_usual_kind_becomes_a_jpeg(form: str) -> None:
    kept = shown(clean_picture(picture(form=form, mode="RGB")).content)
    assert kept.format == "JPEG"
    assert is_near(kept, (70, 50), BLUE)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert is_near(shown(clean_picture(out.getvalue()).content), (20, 20), (255, 255, 255))


def test_grey_palette_and_ink_colours_are_read() -> None:
    for mode in ("L", "P", "CMYK"):
        out = io.BytesIO()
        Image.new("RGB", (40, 40), "white").convert(mode).save(
            out, "PNG" if mode == "P" else "JPEG"
        )
        assert is_near(shown(clean_picture(out.getvalue()).content), (9, 9), (255, 255, 255)), mode


def test_a_profile_of_colours_is_followed_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = shown(clean_picture(picture(icc_profile=profile)).content)
    assert "icc_profile" not in kept.info
    assert is_near(kept, (70, 50), BLUE)
    wrong = picture(icc_profile=b"no profile at all")
    assert is_near(shown(clean_picture(wrong).content), (70, 50), BLUE)


def test_heic_is_read_and_stripped_too() -> None:
    sent = (Path(__file__).parent / "photo.heic").read_bytes()
    assert b"SecretCamera" in sent
    clean = clean_picture(sent)
    assert b"Secret" not in clean.content
    kept = shown(clean.content)
    assert kept.size == (80, 60)
    assert is_near(kept, (70, 50), BLUE)
    with pytest.raises(Refused):
        clean_picture(sent[:-200])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00" + b"\0" * 500,
        b"\x7fELF" + b"\0" * 500,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\0" * 50,
        b"\xff\xd8\xff" + b"\0" * 50,
        picture()[:300],
        picture(form="PNG")[:-40],
        picture(form="WEBP")[:100],
    ],
    ids=["empty", "exe", "elf", "svg", "gif", "head only", "cut jpeg", "cut png", "cut webp"],
)
def test_what_is_no_whole_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        clean_picture(content)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to width × height pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 10**6))
    )


@pytest.mark.parametrize("size", [(9_000, 9_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="64"):
        clean_picture(bomb(*size))
