"""The figures Essaim publishes, and what each one counts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from essaim.foundation.figures import indicators, selectors
from essaim.foundation.figures.forms import FigureSearch
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import who


@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, its value of the day and its definition."""
    return render(request, "figures/indicator_list.html", {"figures": selectors.current_values()})


@require_GET
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: value, definition, source, comparison of territories, frozen values, and the rows one may read."""
    indicator = indicators.registered().get(code)
    if indicator is None:
        raise Http404("Ce chiffre n'existe pas.")
    search = FigureSearch(indicator, request.GET)
    indicator, scope, period = search.indicator, search.scope, search.period
    context = {
        "indicator": indicator,
        "search": search,
        "has_errors": bool(search.errors),
        "period": period,
        "scope_name": indicators.scope_name(scope),
        "subject_name": search.subject_name,
        "told": indicator.told(selectors.value(indicator, scope, period)),
        "lines": selectors.lines(indicator, search.comparison, period) if search.comparison else [],
        "frozen": selectors.frozen(indicator, scope)[:10],
    }
    context["has_rows"] = indicator.rows is not None
    if indicator.rows is not None:
        behind = selectors.rows(indicator, scope, period)
        context["page"] = page = paginate(request, indicator.seen_by(who(request), behind))
        context["behind"] = total = behind.count()
        context["elsewhere"] = total - page.total
    return render(request, "figures/indicator_detail.html", context)
