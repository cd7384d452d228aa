"""Writes of reports: making, freezing and publishing them, and the office's own wording."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period
from kezdesu.newsroom.services import TagLabels, publish_post

from . import rules
from .addresses import for_visitors
from .choices import Purpose, ReportStatus
from .documents import Issued, issue
from .models import IssuedFile, Report, ReportText, TextTemplate
from .queries import (
    Contents,
    contents_as_json,
    contents_from_json,
    contents_now,
    latest_report,
)
from .web import prose
from .writing import KAZAKH, Wording, refuse_broken


@transaction.atomic
def make_report(*, office: Office, period: Period, by: User | None) -> Report:
    """The period's draft: the one there is, else a new one, a version after the last frozen."""
    last = latest_report(office, period)
    if last and last.status == ReportStatus.DRAFT:
        return last
    report = Report.objects.create(
        office=office,
        period=period.code,
        version=last.version + 1 if last else 1,
        is_sample=office.is_sample,
    )
    audit.record("reports.report_made", report, by=by, period=period.code, version=report.version)
    return report


@transaction.atomic
def discard_draft(*, report: Report, by: User | None) -> None:
    """Take back a draft of which nothing has left the house: it is made of the records anew."""
    held = _locked(report)
    if held.status != ReportStatus.DRAFT:
        raise Refused(_("A frozen report stays."))
    if held.issued_files.exists():
        raise Refused(_("Documents of this draft were issued, so it stays: they must be known."))
    audit.record("reports.draft_discarded", held, by=by, period=held.period, version=held.version)
    held.delete()


@transaction.atomic
def freeze_report(*, report: Report, by: User | None, at: datetime | None = None) -> Report:
    """Keep figures, rows, definitions and words of all languages as they are, under a SHA-256.

    Raises Refused (TextError) when a text cannot be written out; then nothing is frozen.
    """
    held = _locked(report)
    if held.status != ReportStatus.DRAFT:
        raise Refused(_("This report is already frozen."))
    contents = contents_now(held.office, Period.parse(held.period))
    held.frozen = contents_as_json(contents)
    held.sha256 = rules.seal_of(held.frozen)
    held.status = ReportStatus.FROZEN
    held.frozen_at, held.frozen_by = at or timezone.now(), by
    held.save()
    _keep_texts(held, contents)
    parts = rules.part_seals(held.frozen)
    audit.record("reports.report_frozen", held, by=by, sha256=held.sha256, parts=parts)
    return held


def issue_file(
    *,
    report: Report,
    language: str,
    form: str,
    by: User | None,
    at: datetime | None = None,
    made: Issued | None = None,
) -> Issued:
    """The document, its hash kept so that it is known again; raises Refused with one sentence.

    `made` is the document where it was made already, beside others.
    """
    made = made or issue(report, language, form)
    with transaction.atomic():
        file, is_new = IssuedFile.objects.get_or_create(
            report=report,
            sha256=sha256(made.content).hexdigest(),
            defaults={
                "language": language,
                "form": form,
                "seal": report.sha256,
                "issued_at": at or timezone.now(),
                "issued_by": by,
            },
        )
        if is_new:
            about = {"language": language, "form": form, "sha256": file.sha256}
            audit.record("reports.file_issued", report, by=by, **about)
    return made


@transaction.atomic
def publish_report(
    *,
    report: Report,
    author: str,
    by: User | None,
    published_at: datetime | None = None,
    tags: Iterable[TagLabels] = (),
) -> Report:
    """Put the frozen report's words on the public page as a post in three languages.

    Kazakh must have been checked by a person; a language that was not is a draft there too.
    """
    held = _locked(report)
    if held.status != ReportStatus.FROZEN:
        raise Refused(
            _("This report is already published.")
            if held.status == ReportStatus.PUBLISHED
            else _("Freeze the report before it is published.")
        )
    checked = set(held.texts.filter(is_checked=True).values_list("language", flat=True))
    if KAZAKH not in checked:
        raise Refused(_("Nobody has checked the Kazakh text yet: read it and mark it as checked."))
    contents, period = contents_from_json(held.frozen), Period.parse(held.period)
    opens = {
        code: for_visitors(code, period, contents.facts, is_frozen=True) for code in contents.posts
    }
    held.post = publish_post(
        office=held.office,
        author=author,
        published_at=published_at or timezone.now(),
        texts={
            code: (text.title, prose(text.body, opens[code]))
            for code, text in contents.posts.items()
        },
        tags=tags,
        by=by,
        is_sample=held.is_sample,
        checked=checked,
    )
    held.status = ReportStatus.PUBLISHED
    held.save(update_fields=["post", "status"])
    audit.record("reports.report_published", held, by=by, post=held.post.slug)
    return held


@transaction.atomic
def mark_text(*, report: Report, language: str, is_checked: bool, by: User | None) -> ReportText:
    """Say of one language of a frozen report that a person has read it, or take that back."""
    held = _locked(report)
    if held.status != ReportStatus.FROZEN:
        raise Refused(
            _("This report is already published.")
            if held.status == ReportStatus.PUBLISHED
            else _("Freeze the report before its texts are checked.")
        )
    text = held.texts.get(language=language)
    text.is_checked = is_checked
    text.save(update_fields=["is_checked"])
    audit.record("reports.text_marked", held, by=by, language=language, is_checked=is_checked)
    return text


@transaction.atomic
def save_wording(
    *, office: Office, purpose: Purpose, language: str, wording: Wording, by: User | None
) -> TextTemplate:
    """Give the office its own template; one that cannot be read is refused, naming the line."""
    refuse_broken(wording, language)
    template, _made = TextTemplate.objects.update_or_create(
        office=office,
        purpose=purpose,
        language=language,
        defaults={"title": wording.title, "body": wording.body},
    )
    audit.record("reports.wording_saved", template, by=by, purpose=purpose, language=language)
    return template


def _keep_texts(report: Report, contents: Contents) -> None:
    for code in CODES:
        text = contents.reports[code]
        ReportText.objects.create(report=report, language=code, title=text.title, body=text.body)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("office").get(pk=report.pk)
