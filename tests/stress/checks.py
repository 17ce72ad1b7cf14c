"""What must be true after every cut. Each check returns what is wrong, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection
from django.db.models import Count, F

from casework import digest
from casework.choices import Act
from casework.models import Case, Clock, Event, Letter, Submission
from casework.models.people import Petitioner
from messaging.models import Message


def problems(spool: Path) -> list[str]:
    """Everything that is wrong with the database and the outbox, as sentences."""
    found = [*whole_file(), *one_of_each(), *history(), *due_dates(), *outbox(spool)]
    return found


def whole_file() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        yield from (row[0] for row in cursor.fetchall() if row[0] != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"foreign key: {row}" for row in cursor.fetchall())


def one_of_each() -> Iterator[str]:
    """Every form handed in is one submission with one matter, one person and one first event."""
    keys = Counter(Submission.objects.exclude(form_key=None).values_list("form_key", flat=True))
    yield from (f"form {key} was handed in {n} times" for key, n in keys.items() if n > 1)
    matters = Submission.objects.annotate(n=Count("casesubmission")).exclude(n=1)
    yield from (f"{s.number} has {s.n} matters" for s in matters)
    people = Submission.objects.exclude(pk__in=Petitioner.objects.values("submission"))
    yield from (f"{s.number} has nobody" for s in people)
    firsts = Counter(Event.objects.filter(act=Act.SUBMIT).values_list("case__number", flat=True))
    numbers = Case.objects.values_list("number", flat=True)
    yield from (f"{n} begins {firsts[n]} times" for n in numbers if firsts[n] != 1)


def history() -> Iterator[str]:
    """Each event took one version, the last one left the status, none was changed."""
    for case in Case.objects.annotate(n=Count("events")).exclude(version=F("n")):
        yield f"{case.number} is at version {case.version} with {case.n} events"
    last: dict[int, str] = {}
    rows = Event.objects.select_related("case", "submission", "letter", "note")
    for event in rows.order_by("recorded_at"):
        if last.get(event.case_id, "") != event.status_before:
            yield f"{event.case.number} jumped from {last.get(event.case_id)}"
        last[event.case_id] = event.status_after
        bound = digest.commitment(event.words())
        if event.digest != digest.digest(event.skeleton(), bound):
            yield f"event {event.pk} was changed"
    for case in Case.objects.all():
        if case.status != last.get(case.pk):
            yield f"{case.number} stands at {case.status}, its last event left {last[case.pk]}"


def due_dates() -> Iterator[str]:
    """What a matter says it owes next is the earliest running duty of an office."""
    earliest: dict[int, Clock] = {}
    for clock in Clock.objects.running().of_office().order_by("-due_on"):
        earliest[clock.case_id] = clock
    for case in Case.objects.all():
        due = earliest[case.pk].due_at if case.pk in earliest else None
        if case.next_due_at != due:
            yield f"{case.number} says {case.next_due_at}, its clocks {due}"


def outbox(spool: Path) -> Iterator[str]:
    """Every letter told everyone it is for; nothing counts as sent that did not leave."""
    handed_over = set(_lines(spool))
    for message in Message.objects.filter(reference__in=_references()):
        if message.sent_at and str(message.pk) not in handed_over:
            yield f"message {message.pk} counts as sent and never left"
        if message.given_up_at:
            yield f"message {message.pk} was given up"
    missing = set(_references()) - set(Message.objects.values_list("reference", flat=True))
    yield from (f"nobody was told of {reference}" for reference in missing)
    known = {str(pk) for pk in Message.objects.values_list("pk", flat=True)}
    yield from (f"{pk} left and is not in the outbox" for pk in handed_over - known)


def handed_over_again(spool: Path) -> int:
    """How many times a message left that had left before, under the same identifier."""
    lines = _lines(spool)
    return len(lines) - len(set(lines))


def waiting() -> int:
    return Message.objects.waiting().count()


def sent(spool: Path) -> int:
    return len(set(_lines(spool)))


def _references() -> Iterable[str]:
    """One message for each letter of a matter handed in here and each person on it."""
    letters = Letter.objects.filter(
        issued_at__isnull=False, case__submission__form_key__isnull=False
    )
    pairs = letters.values_list("pk", "case__submission__petitioners")
    return [f"letter:{letter}:{person}" for letter, person in pairs]


def _lines(spool: Path) -> list[str]:
    return spool.read_text().split() if spool.exists() else []
