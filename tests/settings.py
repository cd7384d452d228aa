"""The product's settings on a database of the tests' own; a misspelt variable is an error."""

import os
import tempfile

os.environ["KEZDESU_DATA"] = os.environ.get("KEZDESU_TEST_DATA") or tempfile.mkdtemp(
    prefix="kezdesu-tests-"
)
os.environ.setdefault("KEZDESU_SECRET", "only-for-tests")
os.environ["KEZDESU_DEBUG"] = "0"

from kezdesu.settings import *  # noqa: F403
from kezdesu.settings import DATA, DATABASES, STATIC_ROOT, STORAGES, TEMPLATES


class Misspelt(str):
    """What an undefined template variable becomes: an error, not an empty string."""

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"template variable {name!r} is not defined")

    def __contains__(self, text: object) -> bool:
        return text == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Misspelt("%s")  # type: ignore[index]
# Hashed names need `collectstatic`; with them live pages would load no script and tests would pass.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# WhiteNoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: connections that share a database in memory lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "tests.sqlite3"}
elif "KEZDESU_TEMPLATE" in os.environ:  # `tests.postgres` migrates once for all processes
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["KEZDESU_TEMPLATE"]}
