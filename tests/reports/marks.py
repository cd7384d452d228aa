"""`make test` builds the fonts first; only a bare pytest can be without them."""

import pytest

from kezdesu.core.typesetting import FONTS

needs_fonts = pytest.mark.skipif(
    not any(FONTS.glob("*.ttf")), reason="the fonts of documents are not built (make assets)"
)
