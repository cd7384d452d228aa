"""What every installation needs to be well; the database is looked at before all else."""

from . import database, machine, nightly, worker

__all__ = ["database", "machine", "nightly", "worker"]
