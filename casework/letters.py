"""The words of official letters, frozen when a letter is issued (templates/letters/)."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from casework.choices import LetterKind
from casework.models import Case, Clock, Letter


def compose(letter: Letter, *, on: date, clock: Clock | None = None) -> str:
    """The full text of a letter as the resident will read it, in the city's language.

    `clock` is the limit the letter tells of, where it tells of one.
    """
    context = {
        "letter": letter,
        "case": letter.case,
        "organ": letter.organ,
        "unit": letter.unit,
        "on": on,
        "clock": clock,
        "request": _request(letter.case),
    }
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(f"letters/{letter.kind}.txt", context)
    return text.strip()


def review_remedy(case: Case) -> str:
    """The remedy every opinion names: review by the superior organ within 30 days (Art 35)."""
    organ = case.organ or case.unit.organ
    context = {"organ": organ, "superior": organ.review_organ_name if organ else ""}
    with override(settings.LANGUAGE_CODE):
        return render_to_string("letters/parts/review_remedy.txt", context).strip()


def default_remedy(case: Case, kind: str) -> str:
    """What is offered as the remedy when an answer is drafted."""
    return review_remedy(case) if kind == LetterKind.OPINION else ""


def other_desk(*, where: str, desk: str, phone: str, limit: str) -> str:
    """Where another procedure is found, as one sentence for letter and tracking page."""
    context = {"where": where, "desk": desk, "phone": phone, "limit": limit}
    with override(settings.LANGUAGE_CODE):
        return render_to_string("letters/parts/other_desk.txt", context).strip()


def _request(case: Case) -> str:
    submission = case.submission
    return submission.request or submission.title
