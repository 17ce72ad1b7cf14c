"""A resident's matter as the parts of its page: clock, timeline, letters, rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from casework.public import ResidentCase
from core.templatetags.portal import ymd
from core.workdays import city_day

# Rights of the resident that lead to another office; the others are told in the status sentence.
_REVIEWS = {
    "review_request": gettext_lazy("Art 35"),
    "final_review_request": gettext_lazy("Art 36"),
}


@dataclass(frozen=True)
class LetterPage:
    """A letter as the document it is: its heading, its words, who signed it and when."""

    title: str
    sections: list[dict[str, str]]
    organ: str
    issued_on: date


@dataclass(frozen=True)
class Clock:
    due: date
    days: int
    late: bool
    sentence: str
    note: str


def clock(case: ResidentCase) -> Clock | None:
    """The big clock: the office's duty, or the resident's own when it is their turn."""
    running = (case.your_turn and _own(case)) or case.clock
    if running is None:
        return None
    return Clock(
        due=running.due_on,
        days=abs(running.days_left),
        late=running.is_late,
        sentence=case.sentence,
        note=_note(case, running),
    )


def timeline(case: ResidentCase) -> Iterator[dict[str, object]]:
    """The latest step first, above it the one that is still to come."""
    if case.clock:
        yield {
            "title": _("Next: %(what)s") % {"what": case.clock.label},
            "text": _("By %(day)s at the latest.") % {"day": ymd(case.clock.due_on)},
            "is_next": True,
            "tone": "late" if case.clock.is_late else "",
        }
    for entry in case.timeline:
        line = {
            "title": _capital(entry.title),
            "at": entry.at,
            "by": entry.unit,
            "phone": entry.phone,
            "text": entry.detail,
        }
        if entry.letter:
            line["url"] = f"#letter-{entry.letter.id}"
            line["url_text"] = _("See: %(letter)s") % {"letter": entry.letter.title}
        yield line


def letters(case: ResidentCase) -> Iterator[dict[str, object]]:
    """Letters with the latest first. An answer that was opened stands open as a document."""
    for letter in reversed(case.letters):
        is_answer = case.answer is not None and letter.id == case.answer.id
        yield {
            "id": letter.id,
            "title": _capital(letter.title),
            "organ": letter.organ,
            "issued_at": letter.issued_at,
            "must_be_opened": letter.must_be_opened,
            "may_be_reviewed": letter.kind == "opinion",
            "sets_days": not case.is_ended,
            "is_answer": is_answer,
            "page": None if letter.must_be_opened else _page(letter),
        }


def rights(case: ResidentCase) -> list[str]:
    """What the resident may still ask for, of whom and until when (Art 35, 36)."""
    sentences = []
    for right in case.rights:
        if right.kind in _REVIEWS and case.review_organ:
            template = _(
                "If you do not agree with the opinion, you may ask %(organ)s for review, in "
                "writing, until %(day)s (Regulation on Petition Work, %(article)s)."
            )
        elif right.kind in _REVIEWS:
            template = _(
                "If you do not agree with the opinion, you may ask the superior organ for review, "
                "in writing, until %(day)s (Regulation on Petition Work, %(article)s)."
            )
        else:
            continue
        values = {
            "organ": case.review_organ,
            "day": ymd(right.due_on),
            "article": _REVIEWS[right.kind],
        }
        sentences.append(template % values)
    return sentences


def _own(case: ResidentCase):
    return min(case.rights, key=lambda right: right.due_on, default=None)


def _note(case: ResidentCase, running) -> str:
    if running.of_resident:
        return _("It is your turn.")
    if running.is_late:
        late = ngettext(
            "%(unit)s is %(days)d day over its time. You need not do anything; call %(phone)s.",
            "%(unit)s is %(days)d days over its time. You need not do anything; call %(phone)s.",
            running.days_late,
        )
        return late % {
            "unit": case.holder_name,
            "days": running.days_late,
            "phone": case.holder_phone,
        }
    if running.kind == "handover":
        return _(
            "%(unit)s sees to it that your matter arrives there. Mind the time limit of that "
            "procedure named here: it is yours to keep."
        ) % {"unit": case.holder_name}
    return _("Now it is with %(unit)s; you need not do anything. Basis: %(article)s.") % {
        "unit": case.holder_name,
        "article": running.article,
    }


def _page(letter) -> LetterPage:
    """The first line is the heading; organ and date at the end are drawn as the signature.
    What was written before this system has no heading of ours."""
    lines = letter.text.strip().splitlines()
    title, rest = (_capital(letter.title), lines) if letter.is_earlier else (lines[0], lines[1:])
    signature = {letter.organ, city_day(letter.issued_at).isoformat()}
    while rest and rest[-1].strip() in signature | {""}:
        rest.pop()
    return LetterPage(
        title=title,
        sections=list(_sections("\n".join(rest).strip())),
        organ=letter.organ,
        issued_on=city_day(letter.issued_at),
    )


def _sections(text: str) -> Iterator[dict[str, str]]:
    """Paragraphs of a letter; the headings an opinion has by law are set apart (Art 32(1))."""
    with override(settings.LANGUAGE_CODE):  # letters are written in the city's language
        headings = (_("What you asked"), _("Facts found"), _("Legal basis"), _("Remedy"))
    for part in text.split("\n\n"):
        first, _newline, rest = part.partition("\n")
        is_headed = first.strip() in headings
        yield {
            "title": first if is_headed else "",
            "text": rest if is_headed else part,
        }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
