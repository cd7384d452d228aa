from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.geography import Row, as_geojson
from kezdesu.figures.periods import kept_periods, period_to_show
from kezdesu.public import open_data as data
from kezdesu.public.visitors import page, with_office


@require_safe
@with_office
def open_data(request: HttpRequest, office: Office) -> HttpResponse:
    language = request.LANGUAGE_CODE
    periods = kept_periods(office) or [period_to_show(office, timezone.localdate())]
    context = {
        "datasets": data.DATASETS,
        "periods": [(period.code, period.label(language)) for period in periods],
    }
    return page(request, "public/open_data.html", context)


@require_safe
@with_office
def table(
    request: HttpRequest, office: Office, period: Period, name: str, form: str
) -> HttpResponse:
    """One dataset of one half-year as a file; `?hxl=1` puts HXL tags under a CSV's headings."""
    dataset = data.dataset_named(name)
    if dataset is None or form not in dataset.formats:
        raise Http404
    rows = list(dataset.rows(office, period))
    has_hxl = request.GET.get("hxl") == "1"
    content, kind = _written(office, period, dataset, rows, form, has_hxl=has_hxl)
    response = HttpResponse(content, content_type=kind)
    file = f"{office.slug}-{period.code}-{name}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Access-Control-Allow-Origin"] = "*"  # open data may be read by any page
    return response


def _written(
    office: Office,
    period: Period,
    dataset: data.Dataset,
    rows: list[Row],
    form: str,
    *,
    has_hxl: bool,
) -> tuple[str, str]:
    if form == "csv":
        return data.as_csv(dataset, rows, has_hxl=has_hxl), "text/csv; charset=utf-8"
    if form == "geojson":
        return as_geojson(rows), "application/geo+json"
    return data.as_json(office.slug, period, dataset, rows), "application/json"
