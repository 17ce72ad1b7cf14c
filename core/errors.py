"""What an act may answer instead of being done."""


class ActFailed(Exception):
    """Base of what a person is told when an act did not happen."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotYet(ActFailed):
    """Something the act needs is missing."""
