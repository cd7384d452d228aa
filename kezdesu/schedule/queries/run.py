"""A proposal in the making, and those of an office that are not done yet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.choices import UNFINISHED
from kezdesu.core.language import language
from kezdesu.core.models import Run
from kezdesu.core.text import tied
from kezdesu.core.work import failure_in_words
from kezdesu.programmes.models import Track

from ..models import Plan, ProposalRun


@dataclass(frozen=True)
class TrackProgress:
    track: str
    percent: int
    cost: int | None
    missing: int
    bound: int | None
    has_begun: bool


@dataclass(frozen=True)
class MadeDraft:
    pk: int
    track: str
    visits: int
    left_out: int


@dataclass(frozen=True)
class RunPage:
    run: ProposalRun
    tracks: tuple[TrackProgress, ...]
    drafts: tuple[MadeDraft, ...]
    seconds: int  # since the work began
    failure: str

    @property
    def title(self) -> str:
        return ", ".join(each.track for each in self.tracks)

    @property
    def span(self) -> str:
        run = self.run
        return tied(language(get_language() or "kk").date_span(run.starts_on, run.ends_on))

    @property
    def is_unfinished(self) -> bool:
        return self.run.is_unfinished

    @property
    def may_stop(self) -> bool:
        return self.is_unfinished and not self.run.stop_asked


def run_page(run: ProposalRun) -> RunPage:
    told = {each["track"]: each for each in run.progress.get("tracks", ())}
    return RunPage(
        run=run,
        tracks=tuple(
            _progress(track, told.get(track.pk, {}))
            for track in run.tracks.order_by("position", "pk")
        ),
        drafts=tuple(_drafts(run.plans.all())),
        seconds=seconds_of(run),
        failure=failure_in_words(run),
    )


def open_runs(office: Office) -> QuerySet[ProposalRun]:
    """Waiting or running, the oldest first."""
    return ProposalRun.objects.filter(office=office, state__in=UNFINISHED).order_by("pk")


def _progress(track: Track, told: dict[str, Any]) -> TrackProgress:
    return TrackProgress(
        track=track.name,
        percent=round(100 * told.get("share", 0)),
        cost=told.get("cost"),
        missing=told.get("missing", 0),
        bound=told.get("bound"),
        has_begun=bool(told),
    )


def _drafts(plans: QuerySet[Plan]) -> list[MadeDraft]:
    plans = plans.select_related("track").annotate(
        visit_count=Count("visits", distinct=True), left_out_count=Count("left_out", distinct=True)
    )
    return [
        MadeDraft(plan.pk, plan.track.name, plan.visit_count, plan.left_out_count)
        for plan in plans.order_by("track__position", "pk")
    ]


def seconds_of(run: Run) -> int:
    """Since the work began, to its end."""
    if run.began_at is None:
        return 0
    return round(((run.ended_at or timezone.now()) - run.began_at).total_seconds())
