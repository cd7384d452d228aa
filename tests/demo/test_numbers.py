"""A sample of every number that opens on the demo's pages: it opens to rows that add up to it."""

from tests.demo.world import World


def test_a_number_opens_to_as_much_wherever_it_stands(world: World) -> None:
    """Seconds, for it asks fifty real pages; without `step` it opens them all."""
    told = world.told("from tests.demo.crawl import crawl; crawl(step=14)")
    assert told["wrong"] == []
    assert told["open"] > 600
    assert told["opened"] > 40
