"""Closed lists of the queue: kinds, channels, routes, grounds, acts. Terms as in the regulation.

Articles are those of the Regulation on Petition Work (信访工作条例, in force 2022-05-01).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of matter it is (Art 29–31); set by staff, the resident's choice is a hint."""

    APPEAL = "appeal", _("appeal or request")
    SUGGESTION = "suggestion", _("suggestion")
    ENQUIRY = "enquiry", _("enquiry")
    REPORT = "report", _("report on misconduct")


class Channel(TextChoices):
    """How a submission came in (Art 17)."""

    ONLINE = "online", _("online")
    LETTER = "letter", _("letter")
    VISIT = "visit", _("visit")
    PHONE = "phone", _("telephone")
    FAX = "fax", _("fax")
    HOME_VISIT = "home_visit", _("home visit")
    RECEPTION = "reception", _("leader's reception")
    MASS_WORK_DAY = "mass_work_day", _("Mass Work Day")
    HOTLINE = "hotline", _("12345 hotline")
    FROM_ABOVE = "from_above", _("from above")
    ROOM_REPORT = "room_report", _("room report")


class Route(TextChoices):
    """The six statutory routes of an appeal or request (Art 31)."""

    LITIGATION = "litigation", _("litigation, police or procuratorate (Art 31(1))")
    ARBITRATION = "arbitration", _("arbitration (Art 31(2))")
    PARTY_APPEAL = "party_appeal", _("Party member's appeal (Art 31(3))")
    ADMINISTRATIVE = "administrative", _("administrative procedure (Art 31(4))")
    STATUTORY_DUTY = "statutory_duty", _("statutory duty of an organ (Art 31(5))")
    PETITION_PROCEDURE = "petition_procedure", _("petition procedure (Art 31(6))")


# Routes that another authority follows by its own law: the matter is led there (Art 31(1)–(4)).
ROUTES_ELSEWHERE = frozenset(
    {Route.LITIGATION, Route.ARBITRATION, Route.PARTY_APPEAL, Route.ADMINISTRATIVE}
)


class Instance(TextChoices):
    """The three instances a matter may pass (Art 34–36)."""

    FIRST = "first", _("handling")
    REVIEW = "review", _("review")
    FINAL_REVIEW = "final_review", _("final review")


class PetitionerRole(TextChoices):
    CONTACT = "contact", _("contact")
    SIGNER = "signer", _("signer")
    REPRESENTATIVE = "representative", _("representative")
    AGENT = "agent", _("agent")


class ReferralKind(TextChoices):
    """How a matter passes from one unit to another (Art 14(1), 22)."""

    TRANSFER = "transfer", _("transfer")
    ASSIGN = "assign", _("assignment with a report to be made")
    HAND_DOWN = "hand_down", _("handed to the level nearest the resident")
    RISE = "rise", _("risen one level")
    LEAD_ELSEWHERE = "lead_elsewhere", _("led into another procedure")


class LetterKind(TextChoices):
    ACCEPTANCE = "acceptance", _("notice of acceptance")
    REFUSAL = "refusal", _("notice of non-acceptance")
    NO_LONGER = "no_longer", _("notice that it is no longer accepted")
    REDIRECT = "redirect", _("notice of another procedure")
    MATERIAL = "material", _("request for material")
    EXTENSION = "extension", _("notice of extension")
    OPINION = "opinion", _("handling opinion")
    REPLY = "reply", _("reply")


# The letters from whose delivery rights run, or that end the handling: they must be opened.
ANSWERS = frozenset({LetterKind.OPINION, LetterKind.REPLY})


class Decision(TextChoices):
    """The three outcomes of an opinion (Art 32(1))."""

    SUPPORTED = "supported", _("supported")
    EXPLAINED = "explained", _("reasonable, but no basis in law: explained")
    NOT_SUPPORTED = "not_supported", _("not supported")


class NoteKind(TextChoices):
    FROM_RESIDENT = "from_resident", _("words of the resident")
    INTERNAL = "internal", _("internal note")
    REASON = "reason", _("reason for an act")
    SENT_BACK = "sent_back", _("why the head sent it back")
    REPORT_OF_CALL = "report_of_call", _("report of a call")


class DeliveryHow(TextChoices):
    OPENED_ONLINE = "opened_online", _("opened online")
    HANDED_OVER = "handed_over", _("handed over")
    POST = "post", _("by post")
    LEFT = "left", _("left, signature refused")


class RefusalGround(TextChoices):
    """The only grounds on which a matter is not accepted. Refusing what is within one's
    competence is a liability (Art 44(2))."""

    HANDLED_BELOW = "handled_below", _("already in hand at another organ (Art 19(3))")
    NOT_COMPETENT = "not_competent", _("outside the powers of organs here (Art 23(1))")
    NO_LIVING_MATTER = "no_living_matter", _("no request, suggestion or question in it")


class CloseGround(TextChoices):
    """Why a matter ended; the word is shown to the resident."""

    CARRIED_OUT = "carried_out", _("carried out, with proof")
    SETTLED = "settled", _("settled by agreement (Art 33)")
    SETTLED_ON_SPOT = "settled_on_spot", _("settled on the spot")
    CONFIRMED = "confirmed", _("the resident says it is solved")
    ANSWERED = "answered", _("answered")
    LAPSED = "lapsed", _("no review asked for in time")
    FINAL = "final", _("final review delivered")
    ELSEWHERE = "elsewhere", _("taken over by the other procedure")


class Punctuality(TextChoices):
    """Whether an answer came by its due date; the value of its event."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")


class Score(TextChoices):
    """A resident's rating of one object (bureau or unit)."""

    SATISFIED = "satisfied", _("satisfied")
    FAIRLY = "fairly", _("fairly satisfied")
    DISSATISFIED = "dissatisfied", _("not satisfied")


class Solved(TextChoices):
    SOLVED = "solved", _("solved")
    PARTLY = "partly", _("partly solved")
    NOT_SOLVED = "not_solved", _("not solved")


class DisputeOutcome(TextChoices):
    """What the bureau's call about a disputed answer led to."""

    SETTLED = "settled", _("settled with the resident")
    RETURNED = "returned", _("returned to the unit")
    REMEDY_NAMED = "remedy_named", _("the answer stands, the remedy was named")


class Act(TextChoices):
    """What an Event records. Acts that move the status are the verbs of `workflow`."""

    SUBMIT = "submit", _("handed in")
    TAKE_LOCAL = "take_local", _("written down on the spot")
    REGISTER = "register", _("registered")
    HAND_DOWN = "hand_down", _("handed to the level nearest you")
    RISE = "rise", _("risen one level")
    REFER = "refer", _("referred")
    ASK_MATERIAL = "ask_material", _("material asked for")
    SUPPLY_MATERIAL = "supply_material", _("material supplied")
    ACCEPT = "accept", _("accepted")
    REFUSE = "refuse", _("not accepted")
    CEASE = "cease", _("no longer accepted")
    REDIRECT = "redirect", _("led into another procedure")
    ISSUE = "issue", _("answered")
    DISPUTE = "dispute", _("the resident says it is not solved")
    RETURN_DISPUTED = "return_disputed", _("returned to the unit")
    NAME_REMEDY = "name_remedy", _("the remedy was named")
    CLOSE = "close", _("closed")
    WITHDRAW = "withdraw", _("withdrawn")
    RESTORE = "restore", _("restored")
    MERGE = "merge", _("joined with the same matter")
    # Acts that move nothing.
    CLASSIFY = "classify", _("classified")
    NAME_ACCUSED = "name_accused", _("those complained about named")
    START_WORK = "start_work", _("work begun")
    EXTEND = "extend", _("extended")
    DELIVER = "deliver", _("answer delivered")
    RATE_BUREAU = "rate_bureau", _("bureau rated")
    RATE_UNIT = "rate_unit", _("unit rated")
    SAY_SOLVED = "say_solved", _("the resident says how far it is solved")
    MISS = "miss", _("time limit missed")
    ASK_REVIEW = "ask_review", _("review asked for")
    NEW_CODE = "new_code", _("new query code given")
    SUCCEED = "succeed", _("taken over by the unit that succeeds")


class Access(TextChoices):
    OPENED = "opened", _("opened")
    REVEALED = "revealed", _("contact details revealed")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed")
