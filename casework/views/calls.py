"""From a form's clean data to the one action it calls."""

from casework import actions, letters
from casework.choices import CloseGround, DisputeOutcome, ReferralKind, RefusalGround
from casework.forms import base, bureau, unit
from casework.models import Case, Letter
from units.models import User


def register(case: Case, user: User, form: bureau.ClassificationForm) -> None:
    actions.register(case, form.decided(), by=user)


def classify(case: Case, user: User, form: bureau.ClassificationForm) -> None:
    actions.classify(case, form.decided(), by=user)


def refer(case: Case, user: User, form: bureau.ReferForm) -> None:
    data = form.cleaned_data
    kind = ReferralKind(data["kind"])
    due_on = data["report_due_on"] if kind == ReferralKind.ASSIGN else None
    actions.refer(
        case, data["unit"], by=user, kind=kind, report_due_on=due_on, reason=data["reason"]
    )


def hand_down(case: Case, user: User, form: bureau.HandDownForm) -> None:
    actions.hand_down(case, by=user, **form.cleaned_data)


def rise(case: Case, user: User, form: base.ReasonForm) -> None:
    actions.rise(case, by=user, reason=form.cleaned_data["reason"])


def redirect(case: Case, user: User, form: bureau.RedirectForm) -> None:
    actions.redirect(case, letters.other_desk(**form.cleaned_data), by=user)


def seal(case: Case, user: User, form: bureau.SealForm) -> None:
    actions.seal_as_report(case, by=user)


def accused(case: Case, user: User, form: bureau.AccusedForm) -> None:
    data = form.cleaned_data
    actions.name_accused(case, data["units"], data["users"], by=user)


def cease(case: Case, user: User, form: base.ReasonForm) -> None:
    actions.cease(case, by=user, reason=form.cleaned_data["reason"])


def accept(case: Case, user: User, form: unit.AcceptForm) -> None:
    actions.accept(case, by=user, statutory_due=form.cleaned_data.get("statutory_due"))


def refuse(case: Case, user: User, form: unit.RefuseForm) -> None:
    data = form.cleaned_data
    ground = RefusalGround(data["ground"])
    actions.refuse(case, ground, by=user, who_is_in_charge=data["who_is_in_charge"])


def ask(case: Case, user: User, form: unit.MaterialForm) -> None:
    actions.ask_material(case, form.cleaned_data["what"], by=user)


def supply(case: Case, user: User, form: unit.SupplyForm) -> None:
    actions.supply_material(case, form.cleaned_data["text"], by=user)


def begin(case: Case, user: User, form: base.ActForm) -> None:
    actions.start_work(case, by=user)


def draft(case: Case, user: User, form: unit.DraftForm) -> Letter:
    letter = actions.save_draft(case, form.draft(), by=user)
    if "lay" in form.data:
        letter = actions.lay_before_head(case, by=user)
    return letter


def issue(case: Case, user: User, form: base.ActForm) -> Letter:
    return actions.issue(case, by=user)


def send_back(case: Case, user: User, form: base.ReasonForm) -> None:
    actions.send_back(case, by=user, reason=form.cleaned_data["reason"])


def extend(case: Case, user: User, form: unit.ExtendForm) -> None:
    actions.extend(case, form.cleaned_data["days"], by=user, reason=form.cleaned_data["reason"])


def deliver(case: Case, user: User, form: unit.DeliveryForm) -> None:
    data = form.cleaned_data
    actions.deliver(
        case, data["letter"], data["person"], how=data["how"], by=user, now=form.moment()
    )


def close(case: Case, user: User, form: unit.CloseForm) -> None:
    data = form.cleaned_data
    actions.close(case, CloseGround(data["ground"]), by=user, proof=data["proof"])


def conclude(case: Case, user: User, form: bureau.DisputeForm) -> None:
    data = form.cleaned_data
    outcome = DisputeOutcome(data["outcome"])
    actions.conclude_dispute(case, outcome, by=user, report=data["report"])


def note(case: Case, user: User, form: unit.NoteForm) -> None:
    actions.add_note(case, form.cleaned_data["text"], by=user)
