"""The pages of the spreadsheet: for administrators only, look first, import what was seen."""

import hashlib
import os
import zipfile
from datetime import timedelta
from io import BytesIO
from stat import S_IMODE

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook as Empty
from openpyxl import load_workbook

from tests.cast import person
from tests.units.workbook import Workbook
from units.models import Unit, User
from units.roles import RoleCode
from units.spreadsheet import keeping, opening, reading, template

R = RoleCode
START = "/admin/network-file/"


@pytest.fixture
def admin(cast, city) -> Client:
    client = Client()
    client.force_login(person("admin", city.bureau, R.ADMINISTRATOR))
    return client


def upload(client: Client, content: bytes):
    return client.post(START, {"file": SimpleUploadedFile("名单.xlsx", content)})


def words(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("role", [role for role in R if role != R.ADMINISTRATOR])
def test_nobody_but_the_administrator_meets_the_spreadsheet(city, role):
    places = {R.INFORMATION_OFFICER: city.room, R.HANDLER: city.station, R.HEAD: city.station}
    client = Client()
    client.force_login(person("walker", places.get(role, city.bureau), role))
    before = Unit.objects.count()
    for name, args in PAGES:
        address = reverse(f"network-file:{name}", args=args)
        for answer in (client.get(address), client.post(address, {"seen": "x"})):
            assert answer.url == reverse("wagtailadmin_home")
    assert START not in words(client.get(reverse("wagtailadmin_home")))
    assert Unit.objects.count() == before


PAGES = [("index", []), ("template", []), ("current", []), ("preview", ["k"]), ("done", ["k"])]


def test_who_is_not_signed_in_is_asked_to(db):
    assert Client().get(START).url.startswith(reverse("wagtailadmin_login"))


def test_template_and_network_are_downloaded_as_workbooks(admin):
    for name in ("template", "current"):
        answer = admin.get(reverse(f"network-file:{name}"))
        assert answer["Content-Disposition"].startswith("attachment")
        pages = load_workbook(BytesIO(answer.content)).sheetnames
        assert pages == ["机关", "单位", "人员", "填写说明"]


def test_what_was_seen_is_imported_and_a_second_press_shows_the_same_slips(admin, city):
    book = Workbook()
    book.add("staff", username="li", name="李", unit=city.station.code, role=R.HANDLER)
    page = upload(admin, book.content())
    seen = admin.get(page.url).context["found"].stamp
    assert not User.objects.filter(username="li").exists()
    first = admin.post(page.url, {"seen": seen})
    second = admin.post(page.url, {"seen": seen})
    assert first.url == second.url
    assert [slip.username for slip in admin.get(first.url).context["slips"]] == ["li"]
    assert User.objects.get(username="li").must_choose_password


def test_a_network_that_changed_meanwhile_is_said_and_not_overwritten(admin, city):
    book = Workbook()
    book.put("units", city.station.code, phone="1")
    page = upload(admin, book.content())
    seen = admin.get(page.url).context["found"].stamp
    Unit.objects.filter(pk=city.room.pk).update(phone="2")
    answer = admin.post(page.url, {"seen": seen})
    assert answer.status_code == 409
    assert "您查看之后" in words(answer) or "changed since you looked" in words(answer)
    assert Unit.objects.get(pk=city.station.pk).phone != "1"


def test_mistakes_are_listed_and_there_is_no_button_to_import(admin, city):
    book = Workbook()
    number = book.put("units", city.station.code, kind="驿站")
    answer = admin.get(upload(admin, book.content()).url)
    assert [(m.sheet, m.row, m.column) for m in answer.context["found"].mistakes] == [
        ("单位", number, "层级")
    ]
    assert 'name="seen"' not in words(answer)


def test_another_administrator_cannot_open_the_file_or_the_slips(admin, city):
    book = Workbook()
    book.add("staff", username="li", name="李", unit=city.station.code, role=R.HANDLER)
    page = upload(admin, book.content())
    admin.post(page.url, {"seen": admin.get(page.url).context["found"].stamp})
    other = Client()
    other.force_login(person("other", city.bureau, R.ADMINISTRATOR))
    assert other.get(page.url).url == START
    assert other.get(f"{page.url}done/").url == START


def test_what_is_kept_is_sealed_private_and_gone_after_an_hour(admin, city):
    book = Workbook()
    book.add("staff", username="li", name="李", unit=city.station.code, role=R.HANDLER)
    page = upload(admin, book.content())
    admin.post(page.url, {"seen": admin.get(page.url).context["found"].stamp})
    key = page.url.rstrip("/").rpartition("/")[2]
    (kept,) = keeping._folder().glob(f"*-{key}.*")
    assert S_IMODE(kept.stat().st_mode) == 0o600
    assert b"username" not in kept.read_bytes()
    long_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(kept, (long_ago, long_ago))
    assert admin.get(f"{page.url}done/").url == START
    keeping.forget_old()
    assert not kept.exists()


# --- what is not opened -----------------------------------------------------------------------
def zipped(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def without(title: str) -> bytes:
    book = load_workbook(BytesIO(template.write()))
    del book[title]
    return _saved(book)


def without_column() -> bytes:
    book = load_workbook(BytesIO(template.write()))
    book["人员"].delete_cols(5)
    return _saved(book)


def too_many_rows() -> bytes:
    book = load_workbook(BytesIO(template.write()))
    for number in range(reading.MOST_ROWS + 1):
        book["人员"].append([f"u{number}"])
    return _saved(book)


def _saved(book: Empty) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


NOT_OPENED = [
    (lambda: b"", "is empty"),
    (lambda: "用户名,姓名".encode(), "no Excel workbook"),
    (lambda: zipped()[:40], "damaged"),
    (lambda: zipped(), "damaged"),
    (lambda: opening.OLD_EXCEL + b"x" * 100, "old .xls"),
    (lambda: b"x" * (opening.MOST_BYTES + 1), "larger than"),
    (lambda: zipped(bomb=b"0" * (opening.MOST_UNPACKED + 1)), "unpacks into"),
    (lambda: zipped(**{f"p{n}": b"" for n in range(opening.MOST_PARTS)}), "unpacks into"),
    (lambda: zipped(x=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "declarations"),
    (lambda: _saved(Empty()), "sheet “机关” is missing"),
    (lambda: without("人员"), "sheet “人员” is missing"),
    (without_column, "lacks these columns in its first row: 岗位"),
    (too_many_rows, "more than 5000 rows"),
]


@pytest.mark.parametrize(("content", "sentence"), NOT_OPENED)
def test_what_is_no_list_is_refused_by_name(content, sentence):
    with pytest.raises(opening.NotReadable, match=sentence):
        reading.read(content())


@pytest.mark.parametrize("content", [b"", b"x", b"x" * (opening.MOST_BYTES + 1)])
def test_a_file_that_is_not_opened_is_said_on_the_page_and_not_kept(admin, content):
    answer = upload(admin, content)
    assert answer.status_code == 400
    assert len(answer.context["form"].errors["file"]) == 1
    assert not list(keeping._folder().glob(f"*-{hashlib.sha256(content).hexdigest()}.*"))


def test_no_file_chosen_is_said_on_the_page(admin):
    assert admin.post(START, {}).context["form"].errors["file"]


# --- on the terminal ----------------------------------------------------------------------------
def test_the_command_says_what_would_change_and_changes_it(book_file, city, capsys):
    call_command("import_network", book_file, dry_run=True)
    assert "2 things would change" in capsys.readouterr().out
    assert not User.objects.filter(username="li").exists()
    call_command("import_network", book_file)
    assert User.objects.get(username="li").holds(R.HANDLER)
    call_command("import_network", book_file)
    assert "0 things changed" in capsys.readouterr().out


def test_the_commands_list_of_first_passwords_is_private_and_never_overwritten(
    book_file, settings, tmp_path
):
    settings.VAR = tmp_path
    (tmp_path / "first-logins.csv").write_text("earlier")
    call_command("import_network", book_file)
    (new,) = set(tmp_path.glob("first-logins-*.csv"))
    assert S_IMODE(new.stat().st_mode) == 0o600
    assert "li,李" in new.read_text(encoding="utf-8-sig")


def test_the_command_names_every_mistake_and_imports_nothing(tmp_path, cast, city, capsys):
    book = Workbook()
    book.put("units", city.station.code, kind="驿站", phone="=1")
    file = tmp_path / "bad.xlsx"
    file.write_bytes(book.content())
    with pytest.raises(CommandError, match="2 mistakes. Nothing was imported"):
        call_command("import_network", file)
    assert "层级" in capsys.readouterr().err


def test_the_command_says_why_a_file_cannot_be_read(tmp_path, db):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_network", tmp_path / "none.xlsx")
    (tmp_path / "x.xlsx").write_text("x")
    with pytest.raises(CommandError, match="no Excel workbook"):
        call_command("import_network", tmp_path / "x.xlsx")


@pytest.fixture
def book_file(tmp_path, settings, cast, city):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    book = Workbook()
    book.add("staff", username="li", name="李", unit=city.station.code, role=R.HANDLER)
    file = tmp_path / "book.xlsx"
    file.write_bytes(book.content())
    return file
