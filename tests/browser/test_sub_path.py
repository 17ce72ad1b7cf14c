"""The portal as part of the city's portal: behind nginx, under /msg/, in every version.

nginx runs the configuration operators get; the portal the settings of production, but for the
demo city in it.
"""

import http.client
import re
import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.browser import person, proxy
from tests.browser.conftest import Portal, prepared
from tests.browser.test_main_job import PHONE, hand_in, look_up, pass_on

pytestmark = pytest.mark.xdist_group("portal")

NEEDED = [name for name in ("nginx", "openssl") if shutil.which(name) is None]
SETTINGS = """
from portal.settings.dev import *
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 3600
SECURE_REDIRECT_EXEMPT = [r"^msg/(healthz|readyz)/$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
"""
VERSIONS = ["", "en/", "elder/", "elder/en/"]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    if NEEDED:
        pytest.skip(f"{' and '.join(NEEDED)} missing: the portal behind a proxy was not tested")
    var = tmp_path_factory.mktemp("below")
    (var / "as_in_production.py").write_text(SETTINGS)
    running = prepared(
        var,
        DJANGO_SETTINGS_MODULE="as_in_production",
        PYTHONPATH=str(var),
        PORTAL_PATH="/msg",
        PORTAL_TRUSTED_PROXIES="127.0.0.1",
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def front(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[proxy.Proxy]:
    running = proxy.start(tmp_path_factory.mktemp("nginx"), portal.port)
    yield running
    running.stop()


@pytest.fixture
def resident(front: proxy.Proxy) -> person.Person:
    tls = ssl.create_default_context(cafile=str(front.folder / "portal.crt"))
    return person.Person(f"{front.origin}/msg/", tls=tls)


@pytest.fixture
def visit(chromium: Browser, front: proxy.Proxy) -> Callable:
    """Open a browser; when it is closed, all it loaded was there and stood below /msg/."""

    @contextmanager
    def open_browser(**options: object) -> Iterator[BrowserContext]:
        context = chromium.new_context(
            base_url=f"{front.origin}/msg/", ignore_https_errors=True, locale="zh-CN", **options
        )
        context.set_default_timeout(30_000)
        # Another application of the city's portal, with the same framework.
        for name in ("sessionid", "csrftoken"):
            context.add_cookies([{"name": name, "value": "theirs", "url": front.origin}])
        answers: list[Response] = []
        context.on("response", lambda answer: answers.append(answer))
        yield context
        loaded = [(answer.url, answer.status) for answer in answers]
        assert loaded
        assert [entry for entry in loaded if not _is_below(front, entry[0])] == []
        assert [entry for entry in loaded if entry[1] >= 400] == []
        own = [cookie for cookie in context.cookies() if cookie["value"] != "theirs"]
        assert all(cookie["path"] == "/msg/" and cookie["secure"] for cookie in own)
        context.close()

    return open_browser


def _is_below(front: proxy.Proxy, url: str) -> bool:
    return url.startswith((f"{front.origin}/msg/", "data:", "blob:"))


def sign_in(page: Page, portal: Portal, role: str) -> None:
    login = portal.login(role)
    page.fill("[name=username]", login["username"])
    page.fill("[name=password]", login["password"])
    page.click("form button[type=submit]")


def has_style(page: Page) -> bool:
    count = "[...document.styleSheets].map(sheet => sheet.cssRules.length)"
    rules = page.evaluate(count)
    return bool(rules) and all(rules)


def test_the_main_job_is_done_below_the_sub_path(visit, portal):
    with visit(viewport=PHONE, java_script_enabled=False) as phone:
        page = phone.new_page()
        number, code = hand_in(page)
        look_up(page, number, code)
        expect(page.locator("main")).to_contain_text("已提交")

    with visit() as desk:
        page = desk.new_page()
        page.goto("admin/matters/")
        assert "next=/msg/admin/matters/" in page.url
        sign_in(page, portal, "duty_officer")
        page.wait_for_url("**/msg/admin/matters/")
        assert has_style(page)
        pass_on(page, number)

    with visit(viewport=PHONE, java_script_enabled=False) as phone:
        page = phone.new_page()
        look_up(page, number, code)
        expect(page.locator("main")).to_contain_text("住建局")


def test_an_editor_previews_and_publishes_below_the_sub_path(visit, portal, resident):
    (english,) = portal.ask("SELECT id FROM wagtailcore_page WHERE url_path = '/home-en/'")[0]
    with visit() as desk:
        page = desk.new_page()
        page.goto("admin/login/")
        sign_in(page, portal, "publisher")
        page.goto(f"admin/pages/{english}/edit/")
        page.fill("[name=intro]", "We listen below the sub-path.")
        page.locator("[name='action-publish']").first.evaluate("button => button.click()")
        page.wait_for_url("**/msg/admin/pages/*/")
        page.goto(f"admin/pages/{english}/view_draft/")
        assert page.locator("html").get_attribute("lang") == "en"
        expect(page.locator("main")).to_contain_text("We listen below the sub-path.")
        page.goto("en/")
        expect(page.locator("main")).to_contain_text("We listen below the sub-path.")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_address_on_a_page_stays_below_the_sub_path(resident, front, portal, version):
    seen: set[str] = set()
    to_see = [f"/msg/{version}"]
    while to_see:
        address = to_see.pop()
        page = resident.get(address)
        assert _is_below(front, page.url), address
        assert f"127.0.0.1:{portal.port}" not in str(page.soup)
        links = set(addresses(page))
        assert [link for link in links if not link.startswith(f"{front.origin}/msg/")] == []
        paths = {urlsplit(link).path for link in links}
        to_see += [path for path in paths - seen if "/petitions/new/" not in path]
        seen |= paths
    assert f"/msg/{version}statistics/" in seen
    assert {cookie.path for cookie in resident.jar} <= {"/msg/"}


def addresses(page: person.Page) -> Iterator[str]:
    """Every link, picture, style sheet and form of a page, but for telephone numbers."""
    for tag, name in (("a", "href"), ("link", "href"), ("img", "src"), ("form", "action")):
        for element in page.soup.select(f"{tag}[{name}]"):
            link = urljoin(page.url, element[name])
            if not link.startswith(("tel:", "mailto:")):
                yield link


def ask(front: proxy.Proxy, path: str, plain: bool = False, **headers: str):
    """One request as it is, no redirect followed."""
    if plain:
        connection = http.client.HTTPConnection("127.0.0.1", front.plain_port)
    else:
        tls = ssl.create_default_context(cafile=str(front.folder / "portal.crt"))
        connection = http.client.HTTPSConnection("localhost", front.port, context=tls)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )
    return connection.getresponse()


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/msg", "{origin}/msg/"),
        ("/msg/elder", "/msg/elder/"),
        ("/msg/statistics", "/msg/statistics/"),
        ("/msg/admin/", "/msg/admin/login/?next=/msg/admin/"),
    ],
)
def test_redirects_keep_the_sub_path(front, path, leads_to):
    answer = ask(front, path)

    assert answer.status in (301, 302)
    assert answer.headers["Location"] == leads_to.format(origin=front.origin)


def test_plain_http_leads_to_https(front):
    answer = ask(front, "/msg/statistics/", plain=True, Host="localhost")

    assert answer.headers["Location"] == f"{front.origin}/msg/statistics/"


@pytest.mark.parametrize("name", ["Host", "Proto", "Prefix", "For", "Port"])
def test_what_a_visitor_forwards_changes_nothing(front, name):
    plain = ask(front, "/msg/en/").read()
    answer = ask(front, "/msg/en/", **{f"X-Forwarded-{name}": "evil.test"})

    assert (answer.status, answer.read()) == (200, plain)


def test_a_foreign_host_is_refused(front):
    assert ask(front, "/msg/", Host="evil.test").status == 400


def test_a_page_comes_compressed_with_its_headers_and_is_not_sent_twice(front):
    first = ask(front, "/msg/", Accept_Encoding="gzip")
    again = ask(front, "/msg/", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])

    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["Strict-Transport-Security"] == "max-age=3600"
    assert first.headers["Content-Security-Policy"]
    assert (again.status, again.read()) == (304, b"")


def test_style_sheets_are_kept_by_nginx_and_browsers_and_pages_are_not(front):
    page = ask(front, "/msg/").read().decode()
    sheet = re.search(r'"(/msg/static/css/bridge\.[0-9a-f]+\.css)"', page)
    assert sheet
    for _twice in range(2):
        answer = ask(front, sheet.group(1))
        assert (answer.status, "immutable" in answer.headers["Cache-Control"]) == (200, True)

    kept = [entry for entry in (front.folder / "cache").rglob("*") if entry.is_file()]
    assert kept
    assert all(b"KEY: http://portal/static/" in entry.read_bytes() for entry in kept)
