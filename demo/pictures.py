"""Pictures of the sample meetings: drawn, never photographed, so that they show nobody.

A hall seen from its back row, and a tally sheet with strokes instead of names.
"""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from random import Random
from typing import Any, Final
from uuid import uuid5

from PIL import Image, ImageDraw, ImageFont

from kezdesu.accounts.models import User
from kezdesu.core.typesetting import FONTS
from kezdesu.meetings.choices import Consent, EvidenceKind
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services.evidence import SentFile, keep_evidence, publish_evidence

SIZE: Final = (1200, 900)
WALLS: Final = ("#dfe7e4", "#e9e2d4", "#d8e2ea", "#e6dfe3")
COATS: Final = ("#37505c", "#6b5b53", "#7c8a73", "#93726b", "#4c5a7d", "#a38f68")
INK: Final = "#2b3a42"

Draw = ImageDraw.ImageDraw


def add_pictures(
    meeting: Meeting, *, by: User, words: dict[str, Any], shown: bool, halls: int = 1
) -> None:
    """Halls and a sheet for one meeting; with `shown` visitors see the halls."""
    # Not the story's own chance: pictures must not change what comes after them.
    chance = Random(meeting.pk.int)
    sentence = words["pictures"]["caption"]
    for number in range(halls):
        hall = SentFile(
            EvidenceKind.PHOTO,
            _hall(chance, sentence),
            consent=Consent.NOBODY,
            consent_note=words["pictures"]["consent"],
        )
        _keep(meeting, f"hall {number}", hall, by, is_public=shown)
    sheet = SentFile(EvidenceKind.SHEET, _sheet(meeting, words["pictures"]["sheet"]))
    _keep(meeting, "sheet", sheet, by)


def _keep(
    meeting: Meeting, name: str, sent: SentFile, by: User, *, is_public: bool = False
) -> None:
    office = meeting.track.programme.office
    kept = keep_evidence(
        id=uuid5(meeting.pk, name), office=office, record=meeting.pk, sent=sent, by=by
    )
    if is_public:
        publish_evidence(evidence=kept, is_public=True, by=by)


def _hall(chance: Random, caption: str) -> bytes:
    image = Image.new("RGB", SIZE, chance.choice(WALLS))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, *SIZE), fill="#b9a68c")
    draw.rectangle((330, 120, 870, 430), fill="#fdfcf8", outline="#a5b1b3", width=6)
    draw.text((600, 275), caption, fill=INK, font=_font(44), anchor="mm")
    _person(draw, chance.choice((200, 1000)), 330, 1.1, "#00697f")
    for row in range(4):
        size = 0.75 + 0.25 * row
        for x in range(60 - 40 * (row % 2), SIZE[0], int(150 * size)):
            if chance.random() < 0.85:
                _person(draw, x, 520 + 95 * row, size, chance.choice(COATS))
    return _jpeg(image)


def _person(draw: Draw, x: int, y: int, size: float, coat: str) -> None:
    """From behind: a head and shoulders."""
    head, shoulders = round(34 * size), round(62 * size)
    box = (x - shoulders, y + head, x + shoulders, y + head + 4 * shoulders)
    draw.rounded_rectangle(box, radius=shoulders, fill=coat)
    draw.ellipse((x - head, y - head, x + head, y + head), fill="#3b2f2a")


def _sheet(meeting: Meeting, title: str) -> bytes:
    """Strokes in fives, as many as people came."""
    image = Image.new("RGB", SIZE, "#8d7a63")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 40, 1140, 860), fill="#fbf9f2")
    draw.text((110, 80), title, fill=INK, font=_font(40))
    draw.text((1090, 80), str(meeting.headcount), fill=INK, font=_font(40), anchor="ra")
    stroke = partial(draw.line, fill="#274a9c", width=3)
    for count, (x, y) in enumerate(_places(meeting.headcount or 0), start=1):
        if count % 5:
            stroke((x, y, x + 3, y + 34))
        else:
            stroke((x - 44, y + 26, x + 2, y + 6))
    return _jpeg(image)


def _places(people: int) -> Iterator[tuple[int, int]]:
    for count in range(people):
        row, column = divmod(count, 80)
        yield 110 + column * 12 + column // 5 * 4, 160 + row * 56


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "Onest-Regular.ttf", size)


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
