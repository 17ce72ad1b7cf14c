from .change import Change
from .hearing import Hearing
from .outcome import Outcome
from .page import HearingIndexPage, HearingPage

__all__ = ["Change", "Hearing", "HearingIndexPage", "HearingPage", "Outcome"]
