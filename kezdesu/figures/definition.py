"""The parts of a figure's meaning."""

from dataclasses import dataclass, replace

from .words import Unit, Words


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure's meaning: `counts` what, over which `records`, by which `period_rule`.

    `plan` names the approved plan version that the figure is counted against, when it is.
    """

    name: str  # stable: track.people_reached
    label: Words
    unit: Unit
    counts: Words
    records: Words
    period_rule: Words
    plan: Words | None = None
    scope: Words | None = None  # whose work counts, where it is not one office's alone
    subject: Words | None = None  # the track's name, where there is one

    @property
    def section(self) -> str:
        """group, speakers, track, questions or press."""
        return self.name.partition(".")[0]

    @property
    def words(self) -> Words:
        """The whole definition as sentences."""
        further = [words for words in (self.plan, self.scope) if words]
        return Words.joined(self.counts, self.records, self.period_rule, *further)

    def about(self, plan: Words | None = None, **names: Words) -> "Definition":
        """The definition with the office's own names in place of the braces."""
        return replace(
            self,
            label=self.label.filled(**names),
            counts=self.counts.filled(**names),
            plan=plan,
            subject=names.get("track"),
        )

    def __str__(self) -> str:
        return str(self.words)
