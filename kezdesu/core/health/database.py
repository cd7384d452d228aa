"""The database and the log of what was written to it."""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core import audit
from kezdesu.core.backup.tables import unknown_migrations
from kezdesu.core.database import COLLATION
from kezdesu.core.examining import Finding, listed, looks_at


@looks_at(gettext_lazy("The database is up to date"))
def database_is_up_to_date() -> Iterator[Finding]:
    if not connection.introspection.table_names():
        yield Finding(_("There is no database here yet."), _("“kezdesu serve” makes it."))
        return
    if unknown := unknown_migrations():
        yield Finding(
            _("Steps that only a newer Kezdesu knows: %(steps)s.")
            % {"steps": listed(f"{app} {name}" for app, name in unknown)},
            _("Install that one again."),
        )
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            _("Steps of an update that the database has not taken: %(count)s.")
            % {"count": len(waiting)},
            _("Make a backup; “kezdesu serve” takes them when it starts."),
        )


@looks_at(gettext_lazy("The database is whole"))
def database_is_whole() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        yield from _kazakh_order_is_the_systems()
        return
    with connection.cursor() as cursor:
        said = [row[0] for row in cursor.execute("PRAGMA integrity_check(5)").fetchall()]
        lost = cursor.execute("PRAGMA foreign_key_check").fetchall()
    faults = [] if said == ["ok"] else said
    faults += [f"{table} {row} → {parent}" for table, row, parent, _key in lost]
    if faults:
        yield Finding(
            _("The database file is damaged: %(faults)s.") % {"faults": listed(faults)},
            _("Stop Kezdesu, keep this data folder, and restore the last backup in another one."),
        )


def _kazakh_order_is_the_systems() -> Iterator[Finding]:
    """After an update of the system's letters, indexes of the old order lead astray."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_collation WHERE collname = %s"
            " AND collversion IS DISTINCT FROM pg_collation_actual_version(oid)",
            [COLLATION],
        )
        if cursor.fetchone():
            yield Finding(
                _("The system's order of Kazakh letters is newer than the database's."),
                f"REINDEX DATABASE; ALTER COLLATION {COLLATION} REFRESH VERSION;",
            )


@looks_at(gettext_lazy("The audit log is whole"))
def log_is_whole() -> Iterator[Finding]:
    broken = [str(entry.pk) for entry in audit.broken_entries()]
    if broken:
        yield Finding(
            _("The audit log was altered at or just before these entries:") + f" {listed(broken)}.",
            _("Compare the log with the one in the last backup."),
        )
