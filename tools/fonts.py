"""One TTF per weight for documents, merged from the web font's subsets.

Subsets that share a family name make a typesetter swap glyphs, so documents get a font of whole
alphabets, and the folder holds nothing else. `make assets` runs it after npm has installed:
`python -m tools.fonts`.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PROJECT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = PROJECT / "node_modules/@fontsource-variable/onest/files"
FONTS: Final = PROJECT / ".cache/fonts"  # where kezdesu.reports.pdf looks for them
FAMILY: Final = "Onest"
WEIGHTS: Final = {400: "Regular", 700: "Bold"}
# Kazakh needs both Cyrillic subsets; the tenge sign is in latin-ext.
SUBSETS: Final = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")


def build(package: Path = PACKAGE, folder: Path = FONTS) -> list[Path]:
    """Writes Onest-Regular.ttf and Onest-Bold.ttf; leaves them alone when they are newer."""
    sources = [package / f"onest-{subset}-wght-normal.woff2" for subset in SUBSETS]
    newest = max(source.stat().st_mtime for source in sources)
    made = {weight: folder / f"{FAMILY}-{style}.ttf" for weight, style in WEIGHTS.items()}
    if any(not file.exists() or file.stat().st_mtime < newest for file in made.values()):
        folder.mkdir(parents=True, exist_ok=True)
        for weight, file in made.items():
            _merge(sources, weight).save(file)
    return list(made.values())


def _merge(sources: list[Path], weight: int) -> TTFont:
    with tempfile.TemporaryDirectory() as scratch:
        parts = [
            _instance(source, weight, Path(scratch) / f"{source.stem}.ttf") for source in sources
        ]
        merged = Merger().merge([str(part) for part in parts])
    _name(merged, weight)
    return merged


def _instance(source: Path, weight: int, file: Path) -> Path:
    """One subset at one weight, with kerning left out: its classes differ from subset to subset."""
    font = TTFont(source)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    for table in ("STAT", "DSIG"):
        if table in font:
            del font[table]
    font.flavor = None
    font.save(file)
    return file


def _name(font: TTFont, weight: int) -> None:
    style = WEIGHTS[weight]
    names = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}"}
    font["name"].names = []
    for name_id, text in {**names, 6: f"{FAMILY}-{style}"}.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    is_bold = weight == 700
    font["OS/2"].fsSelection = 0b100000 if is_bold else 0b1000000
    font["head"].macStyle = int(is_bold)


if __name__ == "__main__":
    if not PACKAGE.exists():
        sys.exit("tools.fonts: install the packages first (make assets).")
    build()
