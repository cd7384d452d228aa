"""When a text may say "more than" or "about" a round number, and how digits are grouped."""

from decimal import Decimal

Number = int | float | Decimal

# Smaller figures are always told exactly: "more than 40 places" hides what everybody can count.
SMALLEST_ROUNDED = 100


def round_below(value: int) -> int | None:
    """The round number that `value` is truly more than, and that the next round step is above.

    The step is the largest of 1, 2, 5 × 10ⁿ within a tenth of the value: 5234 → 5000, 1499 → 1400.
    None when the figure is small or itself round.
    """
    if value < SMALLEST_ROUNDED:
        return None
    below = value - value % _step_within(value // 10)
    return below if below < value else None


def round_near(value: int) -> int | None:
    """The roundest number within 5 % of itself from `value`: 6800 → 7000, 7450 → 7500.

    None when the figure is small or itself round.
    """
    if value < SMALLEST_ROUNDED:
        return None
    near = next(n for n in _candidates_near(value) if abs(value - n) * 20 <= n)
    return near if near != value else None


def _candidates_near(value: int) -> list[int]:
    power: int = 10 ** (len(str(value)) - 1)
    steps = (power, power // 2, power // 10)
    return [(value + step // 2) // step * step for step in steps]


def _step_within(limit: int) -> int:
    power: int = 10 ** (len(str(limit)) - 1)
    return max(step for step in (power, 2 * power, 5 * power) if step <= limit)


def digits_of(value: Number) -> tuple[str, str]:
    """Whole part and decimal part, as written, without a sign."""
    # Through text, so that the float 4.1 stays 4.1.
    whole, _, fraction = f"{abs(Decimal(str(value))):f}".partition(".")
    return whole, fraction


def grouped(value: Number, *, separator: str, point: str, shortest: int) -> str:
    """Digits in threes from `shortest` digits on: 5000, but 12 345."""
    whole, fraction = digits_of(value)
    if len(whole) >= shortest:
        whole = f"{int(whole):,}".replace(",", separator)
    sign = "−" if value < 0 else ""
    return sign + whole + (point + fraction if fraction else "")


def roman_numeral(value: int) -> str:
    if not 0 < value < 40:
        raise ValueError(f"Roman numerals here go from 1 to 39, not {value}.")
    tens, unit = divmod(value, 10)
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * tens + units[unit]
