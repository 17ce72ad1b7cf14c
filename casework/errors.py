"""What can go wrong with an act. Each error carries a sentence for the person who tried."""

from django.utils.translation import gettext as _

from casework.models import Event
from core.errors import ActFailed, NotYet

__all__ = ["ActFailed", "IllegalTransition", "NotYet", "Overtaken"]


class IllegalTransition(ActFailed):
    """The table has no such step from where the matter stands."""


class Overtaken(ActFailed):
    """Somebody else acted first; what this person typed is kept by the form."""

    def __init__(self, last: Event | None) -> None:
        self.last = last
        super().__init__(_sentence(last))


def _sentence(last: Event | None) -> str:
    if last is None:
        return _("Somebody else changed this matter meanwhile. Please look at it again.")
    who = str(last.actor or last.unit or _("The resident"))
    return _(
        "While you were writing, %(who)s acted on this matter: %(act)s. Nothing of yours was "
        "lost; please look at it again."
    ) % {"who": who, "act": last.get_act_display()}
