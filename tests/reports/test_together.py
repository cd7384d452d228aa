"""Two processes make the same documents as one."""

import subprocess
import sys

from tests.reports.marks import needs_fonts

# In a process of its own: a fork of this one would inherit threads that have gone.
SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import date
from kezdesu.core.periods import Period
from kezdesu.reports.models import Report
from kezdesu.reports.together import issue_together
from tests.factories import make_meeting, make_office, make_place, make_target, make_track
office = make_office("two")
track = make_track(office, "residents")
make_meeting(track, make_target(track, make_place(office)).place, day=date(2023, 2, 1))
report = Report(office=office, period="2023-H1")
wanted = [("kk", "html"), ("ru", "html"), ("en", "pdf"), ("kk", "summary")]
apart = dict(issue_together(report, wanted, 2))
alone = dict(issue_together(report, wanted, 1))
assert apart == alone, "the documents differ"
assert len(apart) == 4
print("alike")
"""


@needs_fonts
def test_two_processes_make_what_one_makes(tmp_path):
    environment = {"KEZDESU_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "alike", done.stderr[-2000:]
