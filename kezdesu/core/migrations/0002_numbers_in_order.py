from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    """PostgreSQL's Kazakh order with numbers by their size; SQLite is taught it by `database.py`."""

    dependencies = [("core", "0001_initial")]

    operations = [CreateCollation("kezdesu_kk", provider="icu", locale="kk-u-kn-true")]
