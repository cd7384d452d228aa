"""What a reader of a published post should know: which one it corrects, and which corrects it."""

from dataclasses import dataclass

from kezdesu.newsroom.models import Post
from kezdesu.newsroom.queries import published_posts

from .models import Report


@dataclass(frozen=True, slots=True)
class Corrections:
    """The published posts of the same period's other versions: the one before, and the newest."""

    corrects: Post | None = None
    corrected_by: Post | None = None


def corrections_of(post: Post) -> Corrections:
    report = Report.objects.filter(post=post).first()
    if report is None:
        return Corrections()
    others = published_posts(post.office).filter(report__period=report.period)
    others = others.order_by("-report__version")
    return Corrections(
        others.filter(report__version__lt=report.version).first(),
        others.filter(report__version__gt=report.version).first(),
    )
