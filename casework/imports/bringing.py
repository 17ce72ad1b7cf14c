"""One old matter through the door and the real actions, at its own dates, all or nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from casework import actions
from casework.actions.nightly import catch_up
from casework.actions.referral import Classification
from casework.choices import Channel, Kind, Route
from casework.errors import ActFailed
from casework.imports.categories import OTHER, Categories
from casework.imports.rows import BadRow, OldMatter
from casework.models import Case, Category, Submission
from units.models import Unit, User


class Result(StrEnum):
    IMPORTED = "imported"
    ALREADY = "already imported"
    DUPLICATE = "duplicate"
    BAD = "bad"


@dataclass(frozen=True)
class Outcome:
    """What became of a row; `reason` says why it was not imported."""

    result: Result
    reason: str = ""
    number: str = ""


@dataclass
class Bringing:
    """Who brings matters in, for which unit, from when on it is the past."""

    by: User
    unit: Unit | None
    now: datetime
    channel: Channel = Channel.ONLINE
    only_check: bool = False

    def __post_init__(self) -> None:
        self.categories = Categories()
        self.unknown_categories: set[str] = set()

    def bring(self, old: OldMatter) -> Outcome:
        """Bring one matter in, or say why not. Killed at any moment, it is in whole or not."""
        try:
            with transaction.atomic():
                # One row at a time, whoever imports, so that equal ones meet. Others that point
                # to the bureau are not held up.
                Unit.objects.select_for_update(no_key=True).get(pk=Unit.objects.bureau().pk)
                known = self._known(old)
                if known or self.only_check:
                    return known or Outcome(Result.IMPORTED)
                return Outcome(Result.IMPORTED, number=self._write(old))
        except ActFailed as failure:
            return Outcome(Result.BAD, failure.sentence)
        except BadRow as bad:
            return Outcome(Result.BAD, str(bad))

    def _known(self, old: OldMatter) -> Outcome | None:
        same = Submission.objects.filter(
            Submission._meta.get_field("content_index").matching(old.title, old.text, "")
        ).order_by("pk")
        source = Submission.objects.filter(imported_from=old.source).first()
        if source and same.filter(pk=source.pk).exists():
            return Outcome(Result.ALREADY, f"It is {source.number}.", source.number)
        if source:
            raise BadRow(f"“{old.source}” was imported before with other words: {source.number}.")
        twin = same.first()
        if twin is None:
            return None
        where = f" ({twin.imported_from})" if twin.imported_from else ""
        return Outcome(Result.DUPLICATE, f"The same words as {twin.number}{where}.", twin.number)

    def _write(self, old: OldMatter) -> str:
        """What the file does not date is dated to the receipt."""
        category = self._category(old)
        filing = actions.Filing(
            kind=old.kind,
            title=old.title,
            text=old.text,
            category=category,
            place=old.place,
            name=old.name,
            phone=old.phone,
            address=old.address,
            channel=self.channel,
            imported_from=old.source,
            imported_at=self.now,
        )
        filed = actions.submit(filing, by=self.by, now=old.received_at)
        case = Case.objects.select_related("submission", "unit__organ").get(number=filed.number)
        route = Route.PETITION_PROCEDURE if old.kind == Kind.APPEAL else None
        decided = Classification(old.kind, category, route)
        actions.register(case, decided, by=self.by, now=old.received_at)
        if self.unit:
            actions.refer(case, self.unit, by=self.by, now=old.received_at)
        if old.replied_at:
            actions.record_earlier_answer(case, old.reply, by=self.by, now=old.replied_at)
        catch_up(case, until=self.now)
        return filed.number

    def _category(self, old: OldMatter) -> Category:
        found = self.categories.find(old.category, old.category2)
        if found is None:
            self.unknown_categories.add(old.category)
            found = self.categories.find("", "")
            assert found and found.code == OTHER
        return found
