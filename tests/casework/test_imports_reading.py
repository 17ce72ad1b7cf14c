"""Files as they really come: encodings, headers, dates, and every bad row with its reasons."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from casework.imports.columns import locate, own_map
from casework.imports.dates import read_moment
from casework.imports.reading import Unreadable, read
from casework.imports.rows import BadRow, clean
from core.workdays import CITY_TZ

NOW = datetime(2026, 11, 3, 10, tzinfo=CITY_TZ)
AS_A_WORKBOOK_HAS_IT = datetime.fromisoformat("2018-08-12T10:56")  # without a zone
GOOD = {"text": "路灯不亮。", "received_at": "2019/1/5 10:02:11"}


def reasons(**cells: object) -> str:
    with pytest.raises(BadRow) as bad:
        clean(7, GOOD | cells, source="旧件.csv", now=NOW)
    return str(bad.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_occurs(tmp_path, encoding):
    file = tmp_path / "旧件.csv"
    file.write_text("标题,内容\n路灯,不亮𠮷\n", encoding=encoding)
    assert list(read(file)) == [(1, ["标题", "内容"]), (2, ["路灯", "不亮𠮷"])]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    file = tmp_path / "旧件.csv"
    file.write_text('a,b\n"两行\n一格",1\n,\n三,2\n', encoding="utf-8")
    assert [number for number, _cells in read(file)] == [1, 2, 4]


def test_a_workbook_is_read_like_a_csv(tmp_path):
    book = Workbook()
    book.active.append(["编号", "时间"])
    book.active.append([33970, AS_A_WORKBOOK_HAS_IT])
    book.save(tmp_path / "旧件.xlsx")
    rows = list(read(tmp_path / "旧件.xlsx"))
    assert rows == [(1, ["编号", "时间"]), (2, [33970, AS_A_WORKBOOK_HAS_IT])]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"", "neither .csv nor .xlsx"),
        ("a.xlsx", b"no workbook", "is no XLSX workbook"),
        ("a.csv", b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
        ("a.csv", b'a,b\n"open', "not in order as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        list(read(tmp_path / name))


@pytest.mark.parametrize(
    "header",
    [
        ["id", "submitted_at", "title", "text", "replied_at", "reply"],
        ["留言编号", "留言时间", "留言主题", "留言详情", "答复时间", "答复意见"],
    ],
)
def test_the_headers_of_known_exports_need_no_map(header):
    fields = ["id", "received_at", "title", "text", "replied_at", "reply"]
    assert locate(header, {}) == {field: fields.index(field) for field in fields}


def test_an_own_map_goes_before_what_is_known(tmp_path):
    lines = tmp_path / "columns.txt"
    lines.write_text("text = 诉求\nreceived_at = 日期\n", encoding="utf-8")
    header = ["内容", "诉求", "日期"]
    assert own_map(str(lines)) == own_map("text=诉求,received_at=日期")
    assert locate(header, own_map(str(lines))) == {"text": 1, "received_at": 2}


@pytest.mark.parametrize(
    ("header", "given", "said"),
    [
        (["标题", "时间"], "", "No column for text and received_at"),
        (["内容", "留言详情", "留言时间"], "", "More than one column could be text"),
        (["内容", "留言时间"], "title=题目", "There is no column “题目”"),
        (["内容", "留言时间"], "colour=颜色", "“colour=颜色” names no column"),
    ],
)
def test_columns_that_do_not_fit_are_said_before_anything_is_written(header, given, said):
    with pytest.raises(Unreadable, match=said):
        locate(header, own_map(given))


@pytest.mark.parametrize(
    ("cell", "written", "has_time"),
    [
        ("2019/1/5 10:02:11", "2019-01-05 10:02:11", True),
        ("2019-01-05 10:02", "2019-01-05 10:02:00", True),
        ("２０１９．１．５", "2019-01-05 00:00:00", False),
        ("2019年1月5日", "2019-01-05 00:00:00", False),
        ("2019年1月5日 10时02分", "2019-01-05 10:02:00", True),
        ("2019-01-05T02:02:11+00:00", "2019-01-05 10:02:11", True),
        (AS_A_WORKBOOK_HAS_IT, "2018-08-12 10:56:00", True),
        (date(2019, 1, 5), "2019-01-05 00:00:00", False),
        (43470.5, "2019-01-05 12:00:00", True),
    ],
)
def test_dates_are_times_of_the_city_however_they_are_written(cell, written, has_time):
    moment = read_moment(cell)
    assert (f"{moment.at:%Y-%m-%d %H:%M:%S}", moment.has_time) == (written, has_time)
    assert moment.at.tzinfo is CITY_TZ


@pytest.mark.parametrize("cell", ["昨天", "2019/13/1", "05/01/2019", "2019", 0, 20190105])
def test_what_is_no_date_is_not_guessed(cell):
    with pytest.raises(ValueError):
        read_moment(cell)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"text": " \n "}, "The text is empty."),
        ({"text": "长" * 20_001}, "The text has 20001 signs; 20000 is the most."),
        ({"title": "长" * 201}, "The title has 201 signs"),
        ({"received_at": ""}, "The time of the message is missing."),
        ({"received_at": "昨天"}, "The time of the message cannot be read: “昨天”."),
        ({"received_at": "2026/11/3 10:01"}, "The time of the message lies in the future"),
        ({"received_at": "0019/1/5"}, "lies before 1950."),
        ({"reply": "已修。"}, "There is a reply, but not when it was given."),
        ({"replied_at": "2019/1/9"}, "There is the time of a reply, but no reply."),
        ({"reply": "已修。", "replied_at": "2019/1/4"}, "before the message came"),
        (
            {"reply": "已修。", "replied_at": "2026/11/4"},
            "The time of the reply lies in the future",
        ),
        ({"kind": "表扬"}, "The kind “表扬” is not known."),
        ({"kind": "检举控告"}, "comes through the sealed door only"),
        ({"category": "纪检监察"}, "comes through the sealed door only"),
    ],
)
def test_a_bad_row_says_why(cells, said):
    assert said in reasons(**cells)


def test_a_bad_row_says_everything_that_is_wrong_with_it():
    assert reasons(text="", received_at="昨天").count(".") == 2


def test_a_row_without_title_or_id_is_named_by_its_first_words_and_its_place():
    old = clean(7, GOOD, source="旧件.csv", now=NOW)
    assert (old.title, old.source, old.kind) == ("路灯不亮。", "旧件.csv · row 7", "appeal")


def test_a_reply_without_a_time_of_day_may_come_on_the_day_of_the_message():
    cells = GOOD | {"reply": "已修。", "replied_at": "2019-01-05", "id": 12.0}
    old = clean(7, cells, source="旧件.csv", now=NOW)
    assert old.replied_at == old.received_at
    assert old.source == "旧件.csv · 12"


def test_what_prints_nothing_is_left_out_and_lines_are_kept():
    old = clean(7, GOOD | {"text": "\t第一行 \r\n第二\x00行\n"}, source="旧件.csv", now=NOW)
    assert old.text == "第一行\n第二行"
