from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pagecache import cacheable
from core.workdays import city_day
from reporting import wording
from reporting.disclosure import SMALLEST
from reporting.metrics import METRICS
from reporting.published import agree, by_category, by_month


@require_safe
@cacheable()
def statistics(request: HttpRequest) -> HttpResponse:
    """Show how matters are handled, figure by figure, with the definition of each."""
    today = city_day(timezone.now())
    months = by_month(today)
    month_table, category_table = agree(months.table, by_category(today))
    context = {
        "crumbs": [
            {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
            {"title": _("How matters are handled")},
        ],
        "metrics": METRICS,
        "months": months,
        "month_table": month_table,
        "category_table": category_table,
        "headline": wording.headline(months),
        "tiles": wording.tiles(months),
        "running": wording.running_sentence(months.running),
        "chart": wording.chart(months),
        "hides": month_table.hides or category_table.hides,
        "smallest": SMALLEST,
        "largest_hidden": SMALLEST - 1,
    }
    return render(request, "reporting/statistics.html", context)
