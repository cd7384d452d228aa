from datetime import UTC

from django.db import migrations

_COLUMNS = (
    *("outcome", "reason", "venue", "headcount", "women", "men", "youth", "students"),
    *("how_counted", "organisations", "note"),
)


def keep_first_versions(apps, schema_editor):
    """Every record that was kept before versions stood in a table is version 1 of itself."""
    meetings = apps.get_model("meetings", "Meeting")
    version = apps.get_model("meetings", "Version")
    rows = meetings.objects.filter(versions=None).prefetch_related("themes", "speakers")
    for meeting in rows.iterator(chunk_size=500):
        version.objects.create(
            meeting=meeting,
            number=1,
            content=_content(meeting),
            made_by_id=meeting.recorded_by_id,
            made_at=meeting.recorded_at,
            kept_at=meeting.recorded_at,
        )


def _content(meeting):
    return {
        **{name: getattr(meeting, name) for name in _COLUMNS},
        "track": meeting.track_id,
        "place": meeting.place_id,
        "visit": str(meeting.visit_identity) if meeting.visit_identity else None,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "themes": sorted(each.pk for each in meeting.themes.all()),
        "speakers": sorted(each.pk for each in meeting.speakers.all()),
        "questions": [],
        "photos": [],
    }


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_versions")]
    operations = [migrations.RunPython(keep_first_versions, migrations.RunPython.noop)]
