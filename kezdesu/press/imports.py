"""Import a media log from a spreadsheet, for offices that kept one before."""

from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.spreadsheets import (
    Column,
    Draft,
    ImportOutcome,
    Intake,
    Row,
    Source,
    run_import,
)
from kezdesu.core.text import fold
from kezdesu.programmes.locking import locks_in_force, refuse_within

from .choices import OutletKind, OutletLevel, PublicationKind
from .columns import outlet_names, publication_columns, shown
from .models import Outlet, Publication
from .services import (
    LONGEST_REFERENCE,
    Piece,
    add_outlet,
    columns_of,
    correct_publication,
    log_publication,
)

_SAID: Final = ("language", "kind", "link", "reference", "views", "speaker", "theme")
# What a piece is where the row does not say.
_USUAL: Final = {
    OutletKind.TELEVISION: PublicationKind.STORY,
    OutletKind.RADIO: PublicationKind.STORY,
    OutletKind.SOCIAL: PublicationKind.POST,
}


def import_publications(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Add and correct rows of the media log; importing again changes nothing.

    A piece is matched by outlet, day and title. An outlet that the office does not know is added,
    as a city's website unless the row says otherwise. Refused when the file is no readable table;
    a refused row holds the whole file back unless `skip_bad_rows`.
    """
    columns = publication_columns(office)
    return run_import(
        file=file,
        columns=columns,
        reading_of=lambda: _Reading(office, columns, by),
        action="press.imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, columns: tuple[Column, ...], by: User | None) -> None:
        self.office, self.by = office, by
        self.intake = Intake({column.key: column.label for column in columns}, shown)
        self._locks = locks_in_force(office)
        self._outlets = _by_name(list(office.outlets.all()))
        log = Publication.objects.filter(outlet__office=office).select_related(
            "outlet__office", "speaker", "theme", "meeting__track__programme"
        )
        self._log = {_key(each.outlet, each.published_on, each.title): each for each in log}

    def read(self, row: Row) -> None:
        values = row.values
        outlet = self._outlet(values)
        key = _key(outlet, values["published_on"], values["title"])
        item = self._log.get(key) or self._new(outlet, values)
        said = {name: values.get(name) for name in _SAID} | _link_or_reference(values)
        piece = _piece(item, {name: value for name, value in said.items() if value is not None})
        columns_of(piece)  # refuses what the log would refuse
        if _says_something_new(item, said):
            refuse_within(self._locks, self.office, piece.published_on)
        self.intake.say(row, item, f"{outlet.name} · {item.title}", said)
        self._log[key] = item
        self._outlets[fold(outlet.name_kk)] = outlet

    def _outlet(self, values: dict[str, Any]) -> Outlet:
        return self._outlets.get(fold(values["outlet"])) or Outlet(
            office=self.office,
            name_kk=values["outlet"],
            kind=values.get("outlet_kind") or OutletKind.SITE,
            level=values.get("outlet_level") or OutletLevel.CITY,
        )

    def _new(self, outlet: Outlet, values: dict[str, Any]) -> Publication:
        kind = _USUAL.get(OutletKind(outlet.kind), PublicationKind.ARTICLE)
        named = {name: values[name] for name in ("published_on", "title", "language")}
        return Publication(outlet=outlet, kind=kind, **named)

    def write(self, by: Model | None) -> None:
        for draft in self.intake.drafts_of(Publication):
            if draft.is_new:
                self._log_new(draft)
            else:
                known = Publication.objects.get(pk=draft.item.pk)
                correct_publication(publication=known, piece=_piece(draft.item, {}), by=self.by)

    def _log_new(self, draft: Draft[Publication]) -> None:
        outlet = draft.item.outlet
        if outlet.pk is None:
            known = add_outlet(
                office=self.office,
                name_kk=outlet.name_kk,
                kind=OutletKind(outlet.kind),
                level=OutletLevel(outlet.level),
                by=self.by,
            )
            outlet.pk = known.pk
        draft.item.outlet = outlet
        log_publication(piece=_piece(draft.item, {}), is_sample=self.office.is_sample, by=self.by)


def _says_something_new(item: Publication, said: dict[str, Any]) -> bool:
    """A row of a locked period may stand in the table as long as it changes nothing."""
    return item.pk is None or any(
        value is not None and getattr(item, name) != value for name, value in said.items()
    )


def _by_name(outlets: list[Outlet]) -> dict[str, Outlet]:
    """By any name in any language; one's Kazakh name is nobody else's."""
    own = {fold(outlet.name_kk): outlet for outlet in outlets}
    others = {fold(name): outlet for outlet in outlets for name in outlet_names(outlet) if name}
    return others | own


def _key(outlet: Outlet, day: Any, title: str) -> tuple[Any, ...]:
    return fold(outlet.name_kk), day, fold(title)


def _piece(item: Publication, said: dict[str, Any]) -> Piece:
    """The row as the file leaves it."""
    values = {name: getattr(item, name) for name in Piece.__dataclass_fields__} | said
    return Piece(**values | {"kind": PublicationKind(values["kind"])})


def _link_or_reference(values: dict[str, Any]) -> dict[str, Any]:
    """The printed form has one column for both: what is no address is a number or a page."""
    link = values.get("link")
    if not link or "://" in link or link.casefold().startswith("www."):
        return {}
    if values.get("reference"):
        raise Refused(_("Give a whole web address, with https://"), field="link")
    if len(link) > LONGEST_REFERENCE:
        raise Refused(_("Too long for a number or a page."), field="link")
    return {"link": None, "reference": link}
