"""The upload screen of every importer: choose a file, see what would change, confirm.

Between the steps the file waits in the data folder under a name that only the session knows.
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done, say_problem

from .columns import Column
from .outcome import ImportOutcome
from .sample import empty_table
from .workbook import MAX_BYTES, Source

WAITS_SECONDS: Final = 24 * 60 * 60
SHOWN: Final = 200  # entries of one kind on the preview; the rest are counted


class Importer(Protocol):
    def __call__(
        self, *, file: Source, skip_bad_rows: bool = False, dry_run: bool = False
    ) -> ImportOutcome: ...


@dataclass(frozen=True)
class ImportScreen:
    """`name` keeps screens of one session apart; `done` is the route of the list it fills."""

    name: str
    title: str
    columns: tuple[Column, ...]
    importer: Importer
    done: str

    @property
    def required(self) -> list[Column]:
        return [column for column in self.columns if column.is_required]

    @property
    def optional(self) -> list[Column]:
        return [column for column in self.columns if not column.is_required]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Excel workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
        allow_empty_file=True,  # the reader says better what is wrong with it
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB; remove pictures or split it into parts.")
                % {"limit": MAX_BYTES // 2**20}
            )
        return file


def import_screen(request: HttpRequest, screen: ImportScreen) -> HttpResponse:
    if request.GET.get("format") == "xlsx":
        return empty_table(screen.columns, screen.title)
    if request.method != "POST":
        return _upload_page(request, screen, UploadForm())
    if "confirm" in request.POST:
        return _confirmed(request, screen)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, screen, form, status=422)
    return _preview(request, screen, form)


def _upload_page(
    request: HttpRequest, screen: ImportScreen, form: UploadForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "screen": screen}
    return render(request, "spreadsheets/upload.html", context, status=status)


def _preview(request: HttpRequest, screen: ImportScreen, form: UploadForm) -> HttpResponse:
    upload: UploadedFile[Any] = form.cleaned_data["file"]
    file = _keep(request, screen, upload)
    try:
        outcome = screen.importer(file=file, dry_run=True)
    except Refused as refused:
        file.unlink()
        form.add_error("file", str(refused))
        return _upload_page(request, screen, form, status=422)
    context = {"screen": screen, "outcome": outcome, "file_name": upload.name, "shown": SHOWN}
    return render(request, "spreadsheets/preview.html", context)


def _confirmed(request: HttpRequest, screen: ImportScreen) -> HttpResponse:
    file = _waiting(request, screen)
    if not file.is_file():
        say_problem(request, _("The file no longer waits here; choose it again."))
        return redirect(request.path)
    try:
        outcome = screen.importer(file=file, skip_bad_rows="skip_bad_rows" in request.POST)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect(request.path)
    if not outcome.is_written:
        say_problem(request, outcome.refusal)
        return redirect(request.path)
    file.unlink()
    say_done(request, _done(outcome))
    return redirect(screen.done)


def _done(outcome: ImportOutcome) -> str:
    return _("Imported: %(added)s added, %(changed)s changed, %(refused)s rows left out.") % {
        "added": len(outcome.added),
        "changed": len(outcome.changed),
        "refused": outcome.refused_rows,
    }


def _folder() -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _keep(request: HttpRequest, screen: ImportScreen, upload: "UploadedFile[Any]") -> Path:
    """The upload beside the others that wait; those forgotten for a day go."""
    forgotten = time.time() - WAITS_SECONDS
    for file in _folder().iterdir():
        if file.stat().st_mtime < forgotten:
            file.unlink(missing_ok=True)
    name = f"{secrets.token_urlsafe(24)}.xlsx"
    request.session[_key(screen)] = name
    file = _folder() / name
    file.write_bytes(b"".join(_chunks(upload)))
    return file


def _chunks(upload: "UploadedFile[Any]") -> Iterable[bytes]:
    yield from upload.chunks()


def _waiting(request: HttpRequest, screen: ImportScreen) -> Path:
    name: Any = request.session.get(_key(screen), "")
    return _folder() / (name or "nothing")


def _key(screen: ImportScreen) -> str:
    return f"import-{screen.name}"
