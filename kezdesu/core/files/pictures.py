"""A photo as the office may keep it: checked by content, turned upright, without GPS or camera.

What is kept is drawn anew from the pixels, so nothing of the sent file but the picture survives.
"""

import io
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from django.utils.translation import gettext as _
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps

from kezdesu.core.errors import Refused

CONTENT_TYPE: Final = "image/jpeg"
MAX_PIXELS: Final = 64_000_000  # the largest phones make 50 million
LONGEST: Final = 2560  # pixels of the kept picture's longer side
SMALL_LONGEST: Final = 480
_QUALITY: Final = 85
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
# A picture unpacks to 190 MB at worst: two at a time, whatever the number of threads.
_AT_ONCE: Final = BoundedSemaphore(2)
_SRGB: Final = ImageCms.createProfile("sRGB")

register_heif_opener()
# `_opened` counts the pixels itself, before any is unpacked, and answers with a sentence.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """`content` and `small` are JPEG; `width` and `height` are those of `content`, in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int


def clean_picture(content: bytes) -> CleanPicture:
    """Raises Refused for what is no whole photo of a known kind."""
    with _AT_ONCE, _opened(content) as image:
        try:
            image.draft("RGB", (LONGEST, LONGEST))  # a JPEG is unpacked only as large as needed
            upright = _plain(ImageOps.exif_transpose(image))
        except Refused:
            raise
        except Exception:  # a damaged picture fails in a dozen ways, and each means the same here
            raise Refused(
                _("The photo is damaged or was cut off on its way; choose it and send it again.")
            ) from None
        upright.thumbnail((LONGEST, LONGEST))
        small = upright.copy()
        small.thumbnail((SMALL_LONGEST, SMALL_LONGEST))
        return CleanPicture(_jpeg(upright), _jpeg(small), *upright.size)


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Exception:
        raise Refused(
            _("This is not a photo that can be read; send it as JPEG, PNG, WebP or HEIC.")
        ) from None
    if image.width * image.height > MAX_PIXELS:
        raise Refused(
            _("The photo is larger than %(limit)s million pixels; make it smaller and send it.")
            % {"limit": MAX_PIXELS // 1_000_000}
        )
    return image


def _plain(image: Image.Image) -> Image.Image:
    """RGB in the colours every screen shows, transparent parts white, nothing beside the pixels."""
    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    image = image.convert("RGB")
    if profile:
        image = _in_srgb(image, profile)
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, own, _SRGB)
    except (ImageCms.PyCMSError, OSError):  # no profile, or one for other colours: leave it out
        return image
    return turned or image


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
