"""A tagged PDF made small: nine tenths of one are its tags, written out one by one.

Typst writes every structure element as an object of its own. Object streams (PDF 1.5, allowed in
PDF/UA-1) hold many of them under one compression; ISO 32000-1, 7.5.7 and 7.5.8. All else stays as
it was written, byte for byte.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

_TAG: Final = b"<</Type/StructElem"
_IN_ONE: Final = 200  # objects a stream, so that a reader unpacks little to find one
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_SIZE: Final = re.compile(rb"/Size \d+")


def packed(content: bytes) -> bytes:
    """The document with its tags in object streams; unchanged when it is laid out otherwise."""
    trailer = _TRAILER.search(content)
    if trailer is None:
        return content
    table = int(trailer[2])
    offsets = {
        number: int(entry[1])
        for number, entry in enumerate(_ENTRY.finditer(content, table))
        if entry[3] == b"n"
    }
    bodies = dict(_objects(content, offsets, table))
    tags = [number for number in offsets if bodies[number].startswith(_TAG)]
    others = [number for number in offsets if not bodies[number].startswith(_TAG)]
    out = bytearray(content[: min(offsets.values())])
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for number in others:
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, bodies[number])
    size = max(offsets) + 1
    for names in _chunks(tags):
        places[size] = (1, len(out), 0)
        places |= {name: (2, size, at) for at, name in enumerate(names)}
        out += _object_stream(size, [(name, bodies[name]) for name in names])
        size += 1
    return bytes(out + _end(size, len(out), places, _SIZE.sub(b"", trailer[1])))


def _objects(content: bytes, offsets: dict[int, int], table: int) -> Iterator[tuple[int, bytes]]:
    """Each object's number and what stands between its `obj` and its `endobj`."""
    starts = sorted((offset, number) for number, offset in offsets.items())
    ends = [offset for offset, _number in starts[1:]] + [table]
    for (offset, number), end in zip(starts, ends, strict=True):
        written = content[offset:end]
        yield number, written[written.index(b"obj") + 3 : written.rindex(b"endobj")].strip(b"\r\n")


def _chunks(numbers: Sequence[int]) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while chunk := list(islice(waiting, _IN_ONE)):
        yield chunk


def _object_stream(number: int, objects: Sequence[tuple[int, bytes]]) -> bytes:
    index, bodies = [], bytearray()
    for name, body in objects:
        index.append(b"%d %d" % (name, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(index) + b"\n"
    about = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(number, about, head + bodies)


def _end(size: int, offset: int, places: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The table of all objects, itself an object, and where it stands."""
    places[size] = (1, offset, 0)
    free = (0, 0, 65535)
    rows = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(2, "big")
        for kind, first, second in (places.get(number, free) for number in range(size + 1))
    )
    about = b"/Type/XRef/Size %d/W[1 4 2]%b" % (size + 1, trailer)
    return _stream(size, about, rows) + b"startxref\n%d\n%%%%EOF" % offset


def _stream(number: int, about: bytes, content: bytes) -> bytes:
    squeezed = zlib.compress(content, 9)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>" % (number, about, len(squeezed))
    return b"%b\nstream\n%b\nendstream\nendobj\n" % (head, squeezed)
