"""The pages of the demo city, in Chinese and some in English, published by the usual approval."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from wagtail.models import Locale, Page

from commitments.models import CommitmentIndexPage
from core.pages import StoryPage
from core.workdays import Calendar, city_day
from demo import hours
from demo.content import texts
from demo.files import Files
from hearings.models import HearingIndexPage
from home.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    SectionPage,
    StandardPage,
)
from units.models import User

KINDS: dict[str, type[StoryPage]] = {
    "standard": StandardPage,
    "section": SectionPage,
    "news": NewsPage,
    "news_index": NewsIndexPage,
    "hearing_index": HearingIndexPage,
    "commitment_index": CommitmentIndexPage,
}
LONG_AGO = -400  # days; the pages without a day of their own


@dataclass
class Press:
    """Who writes and who publishes, and what both need for it."""

    editor: User
    publishers: Mapping[str, User]
    calendar: Calendar
    now: datetime
    files: Files = field(default_factory=Files)

    @property
    def english(self) -> Locale:
        found: Locale = Locale.objects.get(language_code="en")
        return found

    def moment(self, days: int, hour: int = 10) -> datetime:
        """A morning on a working day so many days from now, never later than now if it lies
        behind us."""
        at = self.now + timedelta(days=days)
        day = city_day(at)
        back = timedelta(days=-1 if days <= 0 else 1)
        while not self.calendar.is_workday(day):
            day += back
        found = datetime.combine(day, hours.OPENS, hours.CITY_TZ).replace(hour=hour)
        return min(found, self.now) if days <= 0 else found

    def day(self, days: int) -> date:
        return city_day(self.moment(days))

    def body(self, blocks: list[dict[str, Any]]) -> str:
        """The blocks of a text as Wagtail keeps them."""
        made = []
        for block in blocks:
            ((kind, value),) = block.items()
            made.append({"type": kind, "value": self._value(kind, value), "id": str(uuid4())})
        return json.dumps(made)

    def publish(self, page: StoryPage, at: datetime, publisher: str = "publisher") -> None:
        """Submit a page and let somebody else approve it after the named checks; then say when
        that was."""
        page.save_revision(user=self.editor)
        page.get_workflow().start(page, self.editor)
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, self.publishers[publisher], "approve")
        Page.objects.filter(pk=page.pk).update(
            first_published_at=at, last_published_at=at, latest_revision_created_at=at
        )

    def _value(self, kind: str, value: Any) -> Any:
        if kind == "picture":
            return value | {"image": self.files.picture(value["image"]).pk}
        if kind == "documents":
            return [self.files.document(key).pk for key in value]
        if kind == "table":
            columns = [{"type": "text", "heading": heading} for heading in value["columns"]]
            rows = [{"values": row} for row in value["rows"]]
            return {"columns": columns, "rows": rows, "caption": value["caption"]}
        return value


def write_all(press: Press) -> None:
    """All pages that tell of no row, with their English where there is one."""
    homes = {home.locale.language_code: home for home in HomePage.objects.all()}
    parents: dict[str, Page] = {"": homes["zh-hans"]}
    for row in texts("pages"):
        parent = parents[row.get("parent", "")]
        at = press.moment(row.get("day", LONG_AGO))
        page = _write(press, row, parent, at)
        parents[row["slug"]] = page
        if "en" in row:
            translate(press, page, row["en"], at)


def translate(press: Press, page: StoryPage, said: Mapping[str, Any], at: datetime) -> None:
    """The English page beside a Chinese one."""
    copy = page.copy_for_translation(press.english)
    copy.title, copy.draft_title, copy.slug = said["title"], said["title"], page.slug
    copy.summary, copy.body = said["summary"], press.body(said.get("body", []))
    copy.save()
    press.publish(copy, at)


def _write(press: Press, row: Mapping[str, Any], parent: Page, at: datetime) -> StoryPage:
    said = row["zh"]
    page = KINDS[row["kind"]](
        title=said["title"],
        slug=row["slug"],
        summary=said["summary"],
        body=press.body(said.get("body", [])),
        live=False,
        owner=press.editor,
    )
    if isinstance(page, NewsPage):
        page.day = city_day(at)
    _below(parent, page)
    press.publish(page, at)
    return page


def _below(parent: Page, page: models.Model) -> None:
    Page.objects.get(pk=parent.pk).add_child(instance=page)
