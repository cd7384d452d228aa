"""What a request may ask for. A word that is not listed is refused, never passed over."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, TypeVar

from ninja import Schema
from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from kezdesu.meetings.choices import Outcome, Review

Row = TypeVar("Row")
# Larger numbers are no row's, and beyond 64 bits a database does not take them.
MOST: Final = 2**31 - 1
PERIOD: Final = r"^(19|20)[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"

Key = Annotated[int, Field(ge=1, le=MOST)]
Slug = Annotated[str, Field(pattern=r"^[-A-Za-z0-9_]+$", max_length=60)]
PeriodCode = Annotated[str, Field(pattern=PERIOD, description="2023-H1, 2023-Q1, 2023-05 or 2023")]


class Asked(Schema):
    language: Literal["kk", "ru", "en"] | None = Field(
        None, description="of names and sentences; without it, as Accept-Language says"
    )

    @model_validator(mode="before")
    @classmethod
    def _knows_every_word(cls, asked: Any, info: ValidationInfo) -> Any:
        """Ninja hands on only the words it knows: `extra="forbid"` would never see the others."""
        words: set[str] = set((info.context or {})["request"].GET)
        for word in sorted(words - set(cls.model_fields)):
            raise PydanticCustomError("unknown_word", "{word}", {"word": word})
        return asked


class Part(Asked):
    """A part of a list: at most `limit` rows after the first `offset`."""

    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[self.offset : self.offset + self.limit]


class InPeriod(Asked):
    period: PeriodCode | None = Field(None, description="without it, the latest that is kept")


class PartInPeriod(InPeriod, Part):
    pass


class Places(PartInPeriod):
    track: Slug | None = Field(None, description="without it, the first")
    district: int | None = Field(None, ge=0, le=MOST, description="0: not known")
    state: Literal["met", "planned", "due"] | None = None
    is_priority: bool = Field(False, description="true: only those that come first")


class Meetings(PartInPeriod):
    track: Slug | None = None
    place: Key | None = None
    outcome: Outcome | None = None


class Records(PartInPeriod):
    track: Slug | None = None
    outcome: Outcome | None = None
    review: Review | None = None
