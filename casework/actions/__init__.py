"""Everything that changes a case: one verb a function, `by` required, `now` injectable.

Each act runs in one transaction with its Event; `case.version` is the version the person saw.
"""

from .after import close, conclude_dispute, lapse, rate, say_solved
from .earlier import record_earlier_answer
from .handling import accept, ask_material, extend, refuse, start_work, supply_material
from .intake import Filed, Filing, reissue_code, submit
from .local import hand_down, rise
from .notes import add_note, log_access
from .referral import cease, classify, redirect, refer, register
from .reply import AnswerDraft, deliver, issue, lay_before_head, save_draft, send_back
from .succession import succeed
from .wall import name_accused, seal_as_report

__all__ = [
    "AnswerDraft",
    "Filed",
    "Filing",
    "accept",
    "add_note",
    "ask_material",
    "cease",
    "classify",
    "close",
    "conclude_dispute",
    "deliver",
    "extend",
    "hand_down",
    "issue",
    "lapse",
    "lay_before_head",
    "log_access",
    "name_accused",
    "rate",
    "record_earlier_answer",
    "redirect",
    "refer",
    "refuse",
    "register",
    "reissue_code",
    "rise",
    "save_draft",
    "say_solved",
    "seal_as_report",
    "send_back",
    "start_work",
    "submit",
    "succeed",
    "supply_material",
]
