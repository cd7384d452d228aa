from django.db import migrations


class Migration(migrations.Migration):
    """Locks move to `programmes`, with the rows they have: schedules must ask them too."""

    dependencies = [("meetings", "0004_first_versions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("periodlock", "programmes_periodlock")
            ],
            state_operations=[migrations.DeleteModel("PeriodLock")],
        )
    ]
