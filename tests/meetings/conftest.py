from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """An empty store of files, of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return Path(settings.MEDIA_ROOT)
