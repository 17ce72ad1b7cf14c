"""The main job as people do it, in a real browser: filed on a phone without JavaScript, answered
by three desks, read and rated by the resident, counted in public."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Portal

pytestmark = pytest.mark.xdist_group("portal")

PHONE = {"width": 360, "height": 740}
TITLE = "三号楼电梯停运半个月，老人下不了楼"
TEXT = "从月初停到现在。\n\n物业说等配件 <b>不知哪天到</b> 🛗 ｅ𠮷。\n" * 80


@pytest.fixture
def phone(chromium: Browser, portal: Portal) -> Iterator[Page]:
    context = chromium.new_context(
        viewport=PHONE, java_script_enabled=False, base_url=portal.url, locale="zh-CN"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(chromium: Browser, portal: Portal) -> Callable:
    """Sit down at a desk as one role: `with desk("handler") as page: …`."""

    @contextmanager
    def sit(role: str) -> Iterator[Page]:
        context = chromium.new_context(base_url=portal.url, locale="zh-CN")
        context.set_default_timeout(10_000)
        page = context.new_page()
        login = portal.login(role)
        page.goto("admin/login/")
        page.fill("[name=username]", login["username"])
        page.fill("[name=password]", login["password"])
        page.click("form button[type=submit]")
        yield page
        context.close()

    return sit


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).first.click()


def hand_in(page: Page) -> tuple[str, str]:
    """From the home page to the receipt; returns number and code."""
    page.goto("./")
    for _home_then_start in range(2):
        page.locator("main").get_by_role("link", name=re.compile("^我要反映")).first.click()
    page.get_by_text("我有难事要解决").click()
    press(page, "下一步")
    page.get_by_label("一句话说清是什么事").fill(TITLE)
    page.get_by_label("事情经过").fill(TEXT)
    page.get_by_label("您希望怎么办").fill("请修好，并告诉我们钱从哪里出。")
    press(page, "下一步")
    page.get_by_label("具体地点").fill("三号楼二单元")
    press(page, "下一步")
    page.get_by_text("房子、物业、电梯、房产证").click()
    press(page, "下一步")
    page.get_by_label("您的姓名").fill("示例居民")
    page.get_by_label("电话").fill("１３８００００１２３４")
    press(page, "下一步")
    expect(page.get_by_text("13800001234")).to_be_visible()
    page.locator("main form input[name=picture_1]").fill("PASSED")
    page.locator("main form input[name=picture_1]").press("Enter")
    receipt = page.inner_text("main")
    assert "提交不等于受理" in receipt
    number = re.search(r"YM\d{4}-\d{6}-\d", receipt)
    code = re.search(r"\d{4} \d{4} \d{4}", receipt)
    assert number and code
    return number.group(), code.group()


def look_up(page: Page, number: str, code: str) -> None:
    page.goto("petitions/track/")
    page.get_by_label("编号").fill(number.lower().replace("-", " "))
    page.get_by_label("查询码").fill(code)
    press(page, "查询")


def act(page: Page, number: str, name: str) -> None:
    page.goto(f"admin/matters/{number}/{name}/")


def send(page: Page, selector: str = ".lxq-buttons button") -> None:
    page.locator(selector).first.click()
    expect(page.locator(".help-critical")).to_have_count(0)


def pass_on(page: Page, number: str) -> None:
    """The duty officer finds it among the new ones, registers it and passes it on."""
    page.goto("admin/matters/")
    expect(page.locator("table tbody tr").first).to_contain_text("已提交")
    row = page.locator("table tbody tr", has_text=number)
    expect(row).to_contain_text(TITLE)
    act(page, number, "register")
    page.check("[name=kind][value=appeal]")
    page.check("[name=route][value=petition_procedure]")
    send(page)
    act(page, number, "refer")
    station = page.locator("[name=unit] option", has_text="住建局群众工作站")
    page.select_option("[name=unit]", station.get_attribute("value"))
    send(page)


def accept_and_draft(page: Page, number: str) -> None:
    """The station's handler accepts it, writes the opinion and lays it before the head."""
    act(page, number, "accept")
    send(page)
    act(page, number, "draft")
    page.fill("[name=facts]", "经现场查看，电梯主板损坏。")
    page.fill("[name=legal_basis]", "《物业管理条例》第三十五条。")
    page.check("[name=decision][value=supported]")
    page.fill("[name=body]", "七日内更换主板，费用由维修资金列支。")
    send(page, "button[name=lay]")


def test_filed_on_a_phone_answered_by_three_desks_rated_and_counted(portal, phone, desk):
    portal.manage("rebuild_figures")
    received = _received(portal)
    number, code = hand_in(phone)

    with desk("duty_officer") as page:
        pass_on(page, number)
    with desk("handler") as page:
        accept_and_draft(page, number)

    look_up(phone, number, code)
    expect(phone.get_by_text("还剩").first).to_be_visible()
    assert "七日内更换主板" not in phone.content()

    with desk("head") as page:
        act(page, number, "issue")
        expect(page.locator(".lxq-preview")).to_contain_text("七日内更换主板")
        send(page)

    phone.goto("/petitions/track/")
    press(phone, "打开答复")
    expect(phone.get_by_text("七日内更换主板")).to_be_visible()
    phone.check("[name=bureau][value=satisfied]")
    phone.check("[name=unit][value=fairly]")
    press(phone, "提交评价")
    phone.check("[name=answer][value=solved]")
    press(phone, "告诉我们")
    expect(phone.get_by_text("已办结").first).to_be_visible()

    portal.manage("rebuild_figures")
    assert _received(portal) == received + 1
    phone.goto("/statistics/")
    expect(phone.locator("main")).to_contain_text("收到")


def test_what_a_resident_wrote_stays_text_everywhere(phone, desk):
    number, _code = hand_in(phone)
    with desk("duty_officer") as page:
        page.goto(f"/admin/matters/{number}/")
        expect(page.locator(".lxq")).to_contain_text("<b>不知哪天到</b> 🛗 ｅ𠮷")


def test_two_handlers_at_once_one_wins_and_the_other_keeps_the_draft(phone, desk):
    number, _code = hand_in(phone)
    with desk("duty_officer") as mine, desk("duty_officer") as theirs:
        for page, kind in ((mine, "suggestion"), (theirs, "enquiry")):
            act(page, number, "register")
            page.check(f"[name=kind][value={kind}]")
        send(theirs)
        mine.locator(".lxq-buttons button").first.click()
        expect(mine.locator(".help-critical").first).to_be_visible()
        expect(mine.locator("[name=kind][value=suggestion]")).to_be_checked()


@pytest.mark.parametrize("address", ["/", "/petitions/", "/petitions/new/", "/statistics/"])
@pytest.mark.parametrize("version", ["", "/en", "/elder", "/elder/en"])
def test_public_pages_stand_in_every_version_and_never_overflow(phone, version, address):
    answer = phone.goto(version + address)
    assert answer and answer.status == 200
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


def _received(portal: Portal) -> int:
    """Matters counted as received over all months, as the rolled-up figures have it."""
    figures = "SELECT sum(numerator) FROM reporting_monthlyfigure"
    return portal.ask(f"{figures} WHERE metric = 'received' AND category = ''")[0][0] or 0
