"""When an act fits a matter, beyond the statuses it starts from; and when it was done already."""

from casework.casefile import CaseFile
from casework.choices import ROUTES_ELSEWHERE, Act, Kind
from casework.deadlines import ClockKind
from casework.forms import base, unit


def always(file: CaseFile) -> bool:
    return True


def never(file: CaseFile, form: base.ActForm) -> bool:
    return False


def stays_here(file: CaseFile) -> bool:
    case = file.case
    if case.organ_id:
        return False
    return case.kind != Kind.APPEAL or (bool(case.route) and not goes_elsewhere(file))


def goes_elsewhere(file: CaseFile) -> bool:
    return file.case.kind == Kind.APPEAL and file.case.route in ROUTES_ELSEWHERE


def may_answer(file: CaseFile) -> bool:
    return file.case.kind != Kind.APPEAL or file.case.organ_id is not None


def is_unaccepted(file: CaseFile) -> bool:
    return file.case.organ_id is None


def is_not_begun(file: CaseFile) -> bool:
    return all(event.act != Act.START_WORK for event in file.events)


def is_ready(file: CaseFile) -> bool:
    return file.answer is not None and file.answer.ready_at is not None


def can_be_longer(file: CaseFile) -> bool:
    clock = file.running(ClockKind.HANDLE)
    return clock is not None and not clock.extension_days


def is_kept(file: CaseFile, form: unit.DraftForm) -> bool:
    """The answer in hand is this very draft, laid before the head if that was asked."""
    answer = file.answer
    if answer is None or answer.drafted_by_id != file.user.pk:
        return False
    same = all(getattr(answer, name) == typed for name, typed in form.cleaned_data.items())
    return same and ("lay" in form.data) == (answer.ready_at is not None)


def was_sent_back(file: CaseFile, form: base.ReasonForm) -> bool:
    reason = form.cleaned_data["reason"]
    return any(note.author_id == file.user.pk and note.text == reason for note in file.notes)


def has_letters(file: CaseFile) -> bool:
    return bool(file.letters)
