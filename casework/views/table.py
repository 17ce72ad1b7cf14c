"""Every act of staff as one table: address, who may, from which statuses, form, action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from casework import permissions
from casework.casefile import CaseFile
from casework.choices import Act
from casework.forms import base, bureau, unit
from casework.models import Case, Letter
from casework.views import calls, conditions
from casework.workflow import STANDING_ACTS, Status, sources_of
from units.models import User

P = permissions


@dataclass(frozen=True)
class StaffAct:
    """One row: what a person may press, what it asks and which action it calls."""

    name: str
    label: StrPromise
    intro: StrPromise
    permitted: Callable[[User, Case], bool]
    form: type[base.ActForm]
    call: Callable[[Case, User, Any], Letter | None]
    acts: tuple[Act, ...] = ()  # the events it writes; none for drafts and notes
    statuses: frozenset[Status] = frozenset()
    fits: Callable[[CaseFile], bool] = conditions.always
    sends: bool = False  # a letter to the resident: shown before it goes
    grave: bool = False
    then: tuple[str, ...] = ()  # the step that usually follows
    # For acts without an event: whether what is asked for stands already.
    is_done: Callable[[CaseFile, Any], bool] = conditions.never

    @property
    def possible_from(self) -> frozenset[Status]:
        return self.statuses or sources_of(*self.acts)

    def is_possible(self, file: CaseFile) -> bool:
        return file.case.status in self.possible_from and self.fits(file)


TABLE: tuple[StaffAct, ...] = (
    StaffAct(
        "register",
        _("Register"),
        _("Set what it is. The limit for passing it on starts; appeals then need a route."),
        P.can_register,
        bureau.ClassificationForm,
        calls.register,
        (Act.REGISTER,),
        then=("refer", "redirect"),
    ),
    StaffAct(
        "refer",
        _("Pass on to a station"),
        _("The station says within 15 days in writing whether it accepts (Art 22, 23)."),
        P.can_refer,
        bureau.ReferForm,
        calls.refer,
        (Act.REFER,),
        fits=conditions.stays_here,
    ),
    StaffAct(
        "redirect",
        _("Lead into the other procedure"),
        _(
            "The resident gets a letter with the desk and its limit; we owe the other "
            "desk's receipt."
        ),
        P.can_redirect,
        bureau.RedirectForm,
        calls.redirect,
        (Act.REDIRECT,),
        fits=conditions.goes_elsewhere,
        sends=True,
    ),
    StaffAct(
        "hand-down",
        _("Hand to the nearest room or station"),
        _(
            "They settle it on the spot within 7 or 15 days; what they cannot settle rises "
            "by itself."
        ),
        P.can_hand_down,
        bureau.HandDownForm,
        calls.hand_down,
        (Act.HAND_DOWN,),
    ),
    StaffAct(
        "accept",
        _("Accept"),
        _("Your organ takes the matter on. The resident gets this notice, and the limit starts."),
        P.can_accept,
        unit.AcceptForm,
        calls.accept,
        (Act.ACCEPT,),
        fits=conditions.is_unaccepted,
        sends=True,
        then=("draft",),
    ),
    StaffAct(
        "draft",
        _("Write the answer"),
        _("A saved draft is seen by colleagues only. The head of the organ approves it."),
        P.can_draft,
        unit.DraftForm,
        calls.draft,
        statuses=sources_of(Act.ISSUE),
        fits=conditions.may_answer,
        sends=True,
        is_done=conditions.is_kept,
    ),
    StaffAct(
        "begin",
        _("Begin work"),
        _("The resident then reads “Being handled”. The time limit stays as it is."),
        P.can_start_work,
        base.ActForm,
        calls.begin,
        (Act.START_WORK,),
        fits=conditions.is_not_begun,
    ),
    StaffAct(
        "issue",
        _("Approve and issue the answer"),
        _("This is the answer exactly as the resident will read it."),
        P.can_approve,
        base.ActForm,
        calls.issue,
        (Act.ISSUE,),
        fits=conditions.is_ready,
        sends=True,
    ),
    StaffAct(
        "send-back",
        _("Send the draft back"),
        _("The handler reads the reason and lays the answer before you again."),
        P.can_approve,
        base.ReasonForm,
        calls.send_back,
        statuses=sources_of(Act.ISSUE),
        fits=conditions.is_ready,
        is_done=conditions.was_sent_back,
    ),
    StaffAct(
        "extend",
        _("Extend the limit"),
        _("Once, by at most 30 days, approved by the head and told to the resident (Art 34)."),
        P.can_extend,
        unit.ExtendForm,
        calls.extend,
        (Act.EXTEND,),
        fits=conditions.can_be_longer,
        sends=True,
    ),
    StaffAct(
        "ask-material",
        _("Ask for material"),
        _("The resident has 15 days. Your own limit goes on running meanwhile."),
        P.can_ask_material,
        unit.MaterialForm,
        calls.ask,
        (Act.ASK_MATERIAL,),
        sends=True,
    ),
    StaffAct(
        "supply-material",
        _("Write down what the resident brought"),
        _("For what came by telephone or in person. The matter goes on where it stood."),
        P.can_ask_material,
        unit.SupplyForm,
        calls.supply,
        (Act.SUPPLY_MATERIAL,),
    ),
    StaffAct(
        "conclude",
        _("Conclude the dispute"),
        _("Call the resident first. What was said is kept as a report of the call."),
        P.can_conclude_dispute,
        bureau.DisputeForm,
        calls.conclude,
        (Act.RETURN_DISPUTED, Act.NAME_REMEDY),
    ),
    StaffAct(
        "deliver",
        _("Record a delivery on paper"),
        _("From this day that person's rights run."),
        P.can_record_delivery,
        unit.DeliveryForm,
        calls.deliver,
        (Act.DELIVER,),
        fits=conditions.has_letters,
    ),
    StaffAct(
        "close",
        _("Close the matter"),
        _("Closing needs a ground and its proof. It takes no right away from the resident."),
        P.can_close,
        unit.CloseForm,
        calls.close,
        (Act.CLOSE,),
        statuses=sources_of(Act.CLOSE) - {Status.DISPUTED},
    ),
    StaffAct(
        "rise",
        _("Let it rise one level"),
        _("For what cannot be settled here. The resident need not run anywhere."),
        P.can_raise,
        base.ReasonForm,
        calls.rise,
        (Act.RISE,),
        statuses=frozenset({Status.LOCAL}),
    ),
    StaffAct(
        "classify",
        _("Correct kind or category"),
        _("The resident is never told “wrong category”."),
        P.can_classify,
        bureau.ClassificationForm,
        calls.classify,
        (Act.CLASSIFY,),
        statuses=STANDING_ACTS[Act.CLASSIFY] - {Status.SUBMITTED},
    ),
    StaffAct(
        "accused",
        _("Name the units and people complained about"),
        _(
            "Whoever is ticked here no longer finds this matter: not in the list, not by "
            "search. That holds for you too. The resident does not read this."
        ),
        P.can_name_accused,
        bureau.AccusedForm,
        calls.accused,
        (Act.NAME_ACCUSED,),
    ),
    StaffAct(
        "note",
        _("Leave a note"),
        _("The resident never reads it."),
        P.can_note,
        unit.NoteForm,
        calls.note,
        statuses=frozenset(Status),
    ),
    StaffAct(
        "refuse",
        _("Not accept"),
        _(
            "Only on these grounds. Refusing what is within your powers is a liability "
            "(Art 44(2))."
        ),
        P.can_refuse,
        unit.RefuseForm,
        calls.refuse,
        (Act.REFUSE,),
        fits=conditions.is_unaccepted,
        sends=True,
        grave=True,
    ),
    StaffAct(
        "cease",
        _("No longer accept"),
        _("Only when the same facts and reasons have passed all three instances (Art 36(3))."),
        P.can_cease,
        base.ReasonForm,
        calls.cease,
        (Act.CEASE,),
        sends=True,
        grave=True,
    ),
    StaffAct(
        "seal",
        _("Hand to the discipline desk"),
        _(
            "For a report on misconduct of officials (Art 22, 30). From then on only the "
            "discipline desk meets this matter: you, your colleagues and all figures do not."
        ),
        P.can_classify,
        bureau.SealForm,
        calls.seal,
        (Act.REDIRECT,),
        grave=True,
    ),
)

BY_NAME = {act.name: act for act in TABLE}


def offered(file: CaseFile) -> list[StaffAct]:
    """What is possible now and permitted to this person."""
    return [act for act in TABLE if act.is_possible(file) and act.permitted(file.user, file.case)]
