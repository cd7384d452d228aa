"""Phones that deliver over HTTP as the field page does (docs/delivery.md says how).

Each first contact is a random moment of `spread` seconds away; `GET token` says how long to wait
for one's turn; batches of twenty follow. Whatever fails is tried again, each time after
half as long again, from the token on.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

BATCH: Final = 20
FIRST_PAUSE, GROWS, LONGEST_PAUSE, PATIENCE = 2.0, 1.5, 300.0, 60.0


class Unreachable(Exception):  # noqa: N818
    """Nobody answered, or the answer broke off: try later."""


@dataclass
class Told:
    """What the phones saw, all together."""

    seconds: list[float] = field(default_factory=list)  # of each answered call
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    broken_calls: int = 0
    bad_statuses: dict[int, int] = field(default_factory=dict)


class Phone:
    def __init__(self, made: Mapping[str, Any], port: int, told: Told, seed: int) -> None:
        self.waiting: list[dict[str, Any]] = made["records"]
        self._cookies = {"sessionid": made["session"]}
        self._port, self._told = port, told
        self._chance = random.Random(seed)  # noqa: S311  # no secret

    async def deliver(self, spread: float) -> None:
        await asyncio.sleep(self._chance.uniform(0, spread))
        failures = 0
        while self.waiting:
            try:
                await self._attempt()
                failures = 0
            except Unreachable:
                failures += 1
                full = min(LONGEST_PAUSE, FIRST_PAUSE * GROWS ** (failures - 1))
                await asyncio.sleep(full * self._chance.uniform(0.5, 1))

    async def _attempt(self) -> None:
        token = await self._call("GET", "/field/token")
        await asyncio.sleep(token.get("wait", 0))
        csrf = token["csrf"]
        while self.waiting:
            answer = await self._call(
                "POST", "/field/records", {"records": self.waiting[:BATCH]}, csrf
            )
            for result in answer["results"]:
                self._settle(result)
            csrf = answer["csrf"]

    def _settle(self, result: Mapping[str, Any]) -> None:
        state = result["state"]
        self._told.answers[state] = self._told.answers.get(state, 0) + 1
        if state in {"kept", "known"}:
            self._told.acknowledged.add(result["id"])
        self.waiting = [each for each in self.waiting if each["id"] != result["id"]]

    async def _call(self, method: str, path: str, sent: object = None, csrf: str = "") -> Any:
        began = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, headers, body = await self._talk(method, path, sent, csrf)
        except (OSError, EOFError, ValueError, TimeoutError):
            self._told.broken_calls += 1
            raise Unreachable from None
        took = perf_counter() - began
        self._told.seconds.append(took)
        self._told.by_kind.setdefault(f"{method} {path}", []).append(took)
        self._keep_cookies(headers)
        if status != 200:
            counts = self._told.bad_statuses
            counts[status] = counts.get(status, 0) + 1
            raise Unreachable
        return json.loads(body)

    async def _talk(
        self, method: str, path: str, sent: object, csrf: str
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """One request on a connection of its own, as after a long pause."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(self._request(method, path, sent, csrf))
            await writer.drain()
            first = (await reader.readline()).split()
            headers = []
            while line := (await reader.readline()).strip():
                name, _colon, value = line.decode().partition(":")
                headers.append((name.lower(), value.strip()))
            length = int(dict(headers)["content-length"]) if first else 0
            return int(first[1]), headers, await reader.readexactly(length)
        except (IndexError, KeyError):
            raise EOFError from None
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _request(self, method: str, path: str, sent: object, csrf: str) -> bytes:
        body = json.dumps(sent).encode() if sent is not None else b""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            "Connection: close",
            "Accept-Language: kk",
            f"Cookie: {cookies}",
        ]
        if sent is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
            lines.append(f"X-CSRFToken: {csrf}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _keep_cookies(self, headers: list[tuple[str, str]]) -> None:
        for name, value in headers:
            if name == "set-cookie":
                cookie, _equals, content = value.partition(";")[0].partition("=")
                self._cookies[cookie] = content
