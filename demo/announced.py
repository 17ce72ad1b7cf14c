"""The commitments and hearings of the demo city: rows and pages, by the real acts at past days."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commitments import actions as commitment_acts
from commitments.choices import ChangeKind as CommitmentChange
from commitments.models import Commitment, CommitmentIndexPage, CommitmentPage
from core.record_pages import open_page
from demo.city import Units
from demo.content import texts
from demo.pages import Press, translate
from hearings import actions as hearing_acts
from hearings.choices import ChangeKind as HearingChange
from hearings.models import Hearing, HearingIndexPage, HearingPage

Told = Mapping[str, Any]


def promise_all(press: Press, units: Units) -> None:
    """The commitments, each brought to its stage by reports and decided changes."""
    for file in texts("commitments"):
        for told in file["commitment"]:
            row = _promise(press, units, told)
            at = press.moment(told["announced"])
            commitment_acts.announce(row, now=at)
            _tell(press, CommitmentPage, CommitmentIndexPage, row, told, at)
            _go_on(press, row, told)


def hear_all(press: Press, units: Units) -> None:
    """The hearings, each brought to its stage."""
    for file in texts("hearings"):
        for told in file["hearing"]:
            row = _hearing(press, units, told)
            at = press.moment(told["announced"])
            hearing_acts.announce(row, now=at)
            _tell(press, HearingPage, HearingIndexPage, row, told, at)
            _hold(press, row, told)


def _promise(press: Press, units: Units, told: Told) -> Commitment:
    names = ("name", "name_en", "target", "measure", "measure_en", "source", "document", "post")
    row = Commitment.objects.create(
        **{name: told[name] for name in names if name in told},
        unit=units[told["unit"]],
        starts_on=press.day(told["starts"]),
        due_on=press.day(told["due"]),
        written_by=press.editor,
    )
    for step in told["steps"]:
        row.milestones.add(
            row.milestones.model(
                name=step["name"], name_en=step.get("name_en", ""), due_on=press.day(step["due"])
            )
        )
    row.save()
    return row


def _go_on(press: Press, row: Commitment, told: Told) -> None:
    """Reports and changes in the order of their days."""
    acts = [(report["on"], report, None) for report in told["reports"]]
    acts += [(change["asked"], None, change) for change in told["changes"]]
    for _day, report, change in sorted(acts, key=lambda act: act[0]):
        row = Commitment.objects.get(pk=row.pk)
        if report:
            _report(press, row, report)
        else:
            _change_promise(press, row, change)


def _report(press: Press, row: Commitment, told: Told) -> None:
    report = commitment_acts.Report(
        reached=told["reached"],
        text=told["text"],
        text_en=told.get("text_en", ""),
        evidence=press.files.document(told["evidence"]) if "evidence" in told else None,
        picture=press.files.picture(told["picture"]) if "picture" in told else None,
        picture_says=told.get("says", ""),
    )
    reached = [row.milestones.all()[told["reaches"]]] if "reaches" in told else []
    commitment_acts.report_progress(
        row, report, by=press.editor, milestones=reached, now=press.moment(told["on"])
    )


def _change_promise(press: Press, row: Commitment, told: Told) -> None:
    kind = CommitmentChange(told["kind"])
    change = commitment_acts.ask_change(
        row,
        kind,
        told["reason"],
        by=press.editor,
        after=press.day(told["after"]) if kind == CommitmentChange.DUE_DATE else None,
        reason_en=told["reason_en"],
        now=press.moment(told["asked"]),
    )
    at = press.moment(told["decided"], hour=15)
    commitment_acts.decide(change, approve=True, by=press.publishers[told["by"]], now=at)


def _hearing(press: Press, units: Units, told: Told) -> Hearing:
    names = ("kind", "name", "name_en", "place", "place_en", "seats")
    names += ("who", "who_en", "how", "how_en", "contact")
    return Hearing.objects.create(
        **{name: told[name] for name in names if name in told},
        organ=units[told["organ"]].organ,
        held_at=press.moment(told["held"], told["hour"]),
        written_by=press.editor,
    )


def _hold(press: Press, row: Hearing, told: Told) -> None:
    for change in told["changes"]:
        after = press.moment(change["after"], told["hour"])
        _change_hearing(press, row, change, after)
    if "recorded" in told:
        fresh = Hearing.objects.get(pk=row.pk)
        at = press.moment(told["recorded"], hour=17)
        hearing_acts.record_held(fresh, by=press.editor, now=at)
    if "outcome" in told:
        _conclude(press, Hearing.objects.get(pk=row.pk), told["outcome"])


def _change_hearing(press: Press, row: Hearing, told: Told, after: datetime) -> None:
    change = hearing_acts.ask_change(
        Hearing.objects.get(pk=row.pk),
        HearingChange(told["kind"]),
        told["reason"],
        by=press.editor,
        after=after,
        reason_en=told["reason_en"],
        now=press.moment(told["asked"]),
    )
    at = press.moment(told["decided"], hour=15)
    hearing_acts.decide(change, approve=True, by=press.publishers[told["by"]], now=at)


def _conclude(press: Press, row: Hearing, told: Told) -> None:
    counts = ("participants", "observers", "opinions", "adopted")
    words = ("conclusion", "conclusion_en", "adoption", "adoption_en")
    findings = hearing_acts.Findings(**{name: told[name] for name in (*counts, *words)})
    hearing_acts.write_outcome(row, findings, by=press.editor)
    at = press.moment(told["written"])
    reason = "笔录已由参加人签字，结果和采纳情况已核对。（示例）"
    change = hearing_acts.ask_change(row, HearingChange.CONCLUDED, reason, by=press.editor, now=at)
    decided = press.moment(told["decided"], hour=15)
    hearing_acts.decide(change, approve=True, by=press.publishers["publisher"], now=decided)


def _tell(
    press: Press, page_class: Any, index_class: Any, row: Any, told: Told, at: datetime
) -> None:
    """The page of a row, opened from it and published."""
    said = told["zh"]
    page = open_page(page_class, index_class, row, by=press.editor)
    page.title, page.draft_title, page.slug = said["title"], said["title"], told["slug"]
    page.summary, page.body = said["summary"], press.body(said["body"])
    page.save()
    press.publish(page, at + timedelta(minutes=20))
    if "en" in told:
        translate(press, page_class.objects.get(pk=page.pk), told["en"], at)
