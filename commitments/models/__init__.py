from .change import Change
from .commitment import Commitment
from .milestone import Milestone
from .page import CommitmentIndexPage, CommitmentPage
from .progress import Progress

__all__ = [
    "Change",
    "Commitment",
    "CommitmentIndexPage",
    "CommitmentPage",
    "Milestone",
    "Progress",
]
