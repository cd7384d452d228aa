"""The whole half-year goes into one file and comes back from it."""

import json
from pathlib import Path
from zipfile import ZipFile

from tests.demo.world import World
from tests.installation import Installation


def tables_in(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[:7] == "tables/"}


def test_the_half_year_comes_back_to_the_last_figure(world: World, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir(mode=0o700)
    other = Installation(tmp_path / "other")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"

    world.kezdesu("backup", str(first))
    other.kezdesu("restore", str(first))
    other.kezdesu("backup", str(second))

    said, told = tables_in(first), tables_in(second)
    logs = said.pop("tables/core.auditentry.jsonl"), told.pop("tables/core.auditentry.jsonl")
    assert told == said
    assert len(said) > 50
    # Only the restoration was written since, at the end of the same log.
    assert logs[1].startswith(logs[0])
    assert logs[1].count(b"\n") == logs[0].count(b"\n") + 1
    asked = ("figures", "--office", "shymkent", "--period", "2023-H1", "--json")
    assert json.loads(other.kezdesu(*asked)) == world.figures()
    assert sorted(path.name for path in (other.folder / "uploads").rglob("*")) == sorted(
        path.name for path in (world.folder / "uploads").rglob("*")
    )
    assert (other.folder / "secret.key").read_text() == (world.folder / "secret.key").read_text()
    assert "✗" not in other.kezdesu("doctor")
    other.kezdesu("audit", "verify", "--backup", str(first))
