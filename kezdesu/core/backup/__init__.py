"""An installation in one file, and an installation from one file, whichever its database."""

from .archive import Contents, read_contents
from .making import make_backup
from .restoring import restore
from .wording import told_of

__all__ = ["Contents", "make_backup", "read_contents", "restore", "told_of"]
