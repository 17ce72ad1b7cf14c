"""Every public figure as a declaration: what is counted, of what, and how that reads.

Pure: reads no table. `rollups` computes these from the events `casework.reading` gives out,
so reports on misconduct stand outside all of them.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from casework.choices import Act, Punctuality, Score, Solved
from casework.deadlines import ANSWER_CLOCKS
from casework.workflow import Status
from reporting.disclosure import SMALLEST


class Unit(StrEnum):
    MATTERS = "matters"  # 件
    TIMES = "times"  # 件次
    PERCENT = "percent"


@dataclass(frozen=True)
class Tally:
    """Which events are counted. `less`: events that take one away again."""

    events: Q
    less: Q | None = None
    each_matter_once: bool = False


@dataclass(frozen=True)
class Metric:
    """One figure. A count has no denominator; a rate is numerator ÷ denominator.

    `of_cohort`: the numerator counts events of any day on the matters the denominator counts
    in the month; otherwise both count events of the month. Below `smallest` a figure is hidden.
    """

    code: str
    label: StrPromise
    sentence: StrPromise
    formula: StrPromise
    numerator: Tally
    denominator: Tally | None = None
    of_cohort: bool = False
    unit: Unit = Unit.PERCENT
    # What one unit of the denominator is, for "of 126 answers due".
    counted: Unit = Unit.TIMES
    smallest: int = SMALLEST


SATISFIED = (Score.SATISFIED, Score.FAIRLY)
# Who says "not solved" thereby disputes the answer, or lets a matter settled nearby rise.
SAYING_ACTS = (Act.SAY_SOLVED, Act.DISPUTE, Act.RISE)

_received = Tally(Q(act__in=(Act.SUBMIT, Act.TAKE_LOCAL)))
_registered = Tally(Q(act=Act.REGISTER))
_answered_on_time = Q(act=Act.ISSUE, value=Punctuality.ON_TIME)
_missed = Q(act=Act.MISS, value__in=ANSWER_CLOCKS)
# Answered late before the sweep had noted the missed limit: late all the same.
_late_unnoted = Q(act=Act.ISSUE, value=Punctuality.LATE, clock__missed_at=None)
_said = Q(act__in=SAYING_ACTS, value__in=Solved.values)

METRICS: tuple[Metric, ...] = (
    Metric(
        code="received",
        label=_("Received"),
        sentence=_(
            "Matters handed in during the month by any way: form, letter, visit, telephone, or "
            "written down by a room or station. Handing in is not yet acceptance."
        ),
        formula=_("number of matters handed in"),
        numerator=_received,
        unit=Unit.MATTERS,
    ),
    Metric(
        code="registered",
        label=_("Matters registered"),
        sentence=_(
            "Matters the bureau registered during the month. What a room or station settles on "
            "the spot is not registered at the bureau."
        ),
        formula=_("number of matters registered"),
        numerator=_registered,
        unit=Unit.MATTERS,
    ),
    Metric(
        code="closed",
        label=_("Matters closed"),
        sentence=_(
            "Matters closed during the month, whenever they were handed in; each counts once a "
            "month. Closed does not mean satisfied."
        ),
        formula=_("number of matters closed"),
        numerator=Tally(Q(act=Act.CLOSE), each_matter_once=True),
        unit=Unit.MATTERS,
    ),
    Metric(
        code="closure_rate",
        label=_("Closure rate"),
        sentence=_(
            "Of the matters registered in the month, the share that is closed by today. A "
            "matter that is disputed or taken up again is no longer closed. The share of the "
            "latest months grows as work goes on."
        ),
        formula=_("closed by today ÷ registered in the month"),
        numerator=Tally(
            Q(act=Act.CLOSE), less=Q(status_before=Status.CLOSED) & ~Q(status_after=Status.CLOSED)
        ),
        denominator=_registered,
        of_cohort=True,
        counted=Unit.MATTERS,
    ),
    Metric(
        code="on_time",
        label=_("Answered on time"),
        sentence=_(
            "Of the answers that were due, the share given by the last day, an approved "
            "extension included. A missed day counts in the month in which it was missed, also "
            "while the answer is still owed."
        ),
        formula=_("answers by the last day ÷ (answers by the last day + last days missed)"),
        numerator=Tally(_answered_on_time),
        denominator=Tally(_answered_on_time | _missed | _late_unnoted),
    ),
    Metric(
        code="satisfied_bureau",
        label=_("Satisfied with the bureau"),
        sentence=_(
            "Of the residents who rated the bureau in the month, the share that chose satisfied "
            "or fairly satisfied. Nobody rates by silence, and staff never rate for anybody."
        ),
        formula=_("(satisfied + fairly satisfied) ÷ rated"),
        numerator=Tally(Q(act=Act.RATE_BUREAU, value__in=SATISFIED)),
        denominator=Tally(Q(act=Act.RATE_BUREAU)),
    ),
    Metric(
        code="satisfied_unit",
        label=_("Satisfied with the unit in charge"),
        sentence=_(
            "Of the residents who rated the unit in charge in the month, the share that chose "
            "satisfied or fairly satisfied."
        ),
        formula=_("(satisfied + fairly satisfied) ÷ rated"),
        numerator=Tally(Q(act=Act.RATE_UNIT, value__in=SATISFIED)),
        denominator=Tally(Q(act=Act.RATE_UNIT)),
    ),
    Metric(
        code="solved",
        label=_("Residents say it is solved"),
        sentence=_(
            "Of the times residents told us in the month how far their matter is solved, the "
            "share that said solved. Partly solved and not solved count as not solved."
        ),
        formula=_("said solved ÷ (solved + partly solved + not solved)"),
        numerator=Tally(Q(act=Act.SAY_SOLVED, value=Solved.SOLVED)),
        denominator=Tally(_said),
    ),
)

BY_CODE = {metric.code: metric for metric in METRICS}
