"""What a resident does from the first question to the receipt, and the receipt itself."""

import re
from dataclasses import dataclass

from tests.browser.person import Page, Person

NUMBER = re.compile(r"YM\d{4}-\d{6}-\d")
CODE = re.compile(r"\b\d{4} \d{4} \d{4}\b")
WORDS = "七盏灯只亮两盏。\n晚上看不见坑。"


@dataclass
class Receipt:
    number: str
    code: str

    @classmethod
    def on(cls, page: Page) -> "Receipt | None":
        number, code = NUMBER.search(page.text), CODE.search(page.text)
        if "/receipt/" not in page.url or not number or not code:
            return None
        return cls(number.group(), code.group())


def begin(person: Person) -> Page:
    """Answer the first question; returns the page that asks what happened."""
    return person.send(person.get("/petitions/new/"), kind="appeal")


def tell(person: Person, page: Page, title: str) -> Page:
    """Say what happened; returns the page that asks where."""
    return person.send(page, title=title, text=WORDS, request="请修好。")


def go_on(person: Person, page: Page) -> Page:
    """Answer the rest of the form; returns the last page, which has the button."""
    page = person.send(page, place="村口")
    page = person.send(page, category="urban_rural_construction")
    return person.send(page, name="示例居民", phone="13800001234", address="千秋村")


def write_down(person: Person, title: str) -> Page:
    """Answer the form up to the last page; returns that page."""
    return go_on(person, tell(person, begin(person), title))


def hand_in(person: Person, page: Page) -> Page:
    sent = {name: "PASSED" for name in page.fields() if name.endswith("_1")}
    return person.send(page, **sent)


def once_more(person: Person, check: Page) -> Receipt:
    """Come back to the page and press again; a form handed in before leads to its receipt."""
    page = person.get(check.url)
    receipt = Receipt.on(page) or Receipt.on(hand_in(person, page))
    assert receipt, page.text[:500]
    return receipt


def look_up(person: Person, receipt: Receipt) -> Page:
    """Find the matter again with number and code."""
    page = person.get("/petitions/track/")
    return person.send(page, number=receipt.number, code=receipt.code)
