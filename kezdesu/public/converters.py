from kezdesu.core.periods import Period


class PeriodConverter:
    """2023-H1 in an address; anything else is not found."""

    regex = r"[1-9]\d{3}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        return str(value)
