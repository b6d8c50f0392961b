"""The figures Essaim publishes, and what each one counts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from essaim.foundation.figures import indicators, selectors
from essaim.foundation.figures.forms import FigureSearch
from essaim.foundation.web.pagination import paginate


@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, its value of the day and its definition."""
    return render(request, "figures/indicator_list.html", {"figures": selectors.current_values()})


@require_GET
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: value, definition, source, comparison of territories, frozen values and rows behind."""
    indicator = indicators.registered().get(code)
    if indicator is None:
        raise Http404("Ce chiffre n'existe pas.")
    search = FigureSearch(indicator, request.GET)
    scope, period = search.scope, search.period
    context = {
        "indicator": indicator,
        "search": search,
        "has_errors": bool(search.errors),
        "period": period,
        "scope_name": indicators.scope_name(scope),
        "told": indicator.told(selectors.value(indicator, scope, period)),
        "lines": selectors.lines(indicator, search.comparison, period) if search.comparison else [],
        "frozen": selectors.frozen(indicator, scope)[:10],
    }
    context["shows_rows"] = indicator.rows is not None and indicator.may_see_rows(request.user)
    if context["shows_rows"]:
        context["page"] = paginate(request, selectors.rows(indicator, scope, period))
    return render(request, "figures/indicator_detail.html", context)
