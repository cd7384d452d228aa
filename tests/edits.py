"""Forms of what exists, sent as a browser sends them: with what they were opened with."""

import re
from typing import Any

from django.test import Client

SEEN = re.compile(r'name="seen" value="([^"]*)"')


def seen_at(client: Client, page: str, action: str = "") -> str:
    """What the form at `page` holds; with `action`, the form that goes there."""
    text = client.get(page).content.decode()
    found = SEEN.search(text, text.index(f'action="{action}"') if action else 0)
    assert found, f"no form of something that exists at {page}"
    return found[1]


def edit(client: Client, address: str, typed: dict[str, Any], page: str = "", **rest: Any) -> Any:
    """Open the form, fill it in, send it; `page` where it stands on another one."""
    seen = seen_at(client, page or address, address if page else "")
    return client.post(address, typed | {"seen": seen}, **rest)
