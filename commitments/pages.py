"""The pages that tell of a promise: opened from its row, once a language."""

from django.utils.translation import gettext as _
from wagtail.models import Locale

from commitments.models import Commitment, CommitmentIndexPage, CommitmentPage
from core.errors import NotYet
from units.models import User


def of(commitment: Commitment) -> list[CommitmentPage]:
    """The pages of a promise, one a language at most."""
    return list(commitment.pages.select_related("locale").order_by("pk"))


def open_page(commitment: Commitment, *, by: User) -> CommitmentPage:
    """Start the page in the city's own language as a draft; other languages translate it."""
    locale = Locale.get_default()
    known = commitment.pages.filter(locale=locale).first()
    if known:
        return known
    index = CommitmentIndexPage.objects.filter(locale=locale).first()
    if index is None:
        raise NotYet(_("There is no list of commitments yet: create it below the home page."))
    page = CommitmentPage(
        title=commitment.name,
        slug=f"commitment-{commitment.pk}",
        summary=commitment.name,
        commitment=commitment,
        live=False,
        owner=by,
        locale=locale,
    )
    index.add_child(instance=page)
    page.save_revision(user=by)
    return page
