"""`manage.py import_matters` as an operator meets it."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override

from casework import actions, public
from casework.models import Case, Petitioner, Submission
from core.workdays import city_day
from petitions_public import telling

HEADER = ["编号", "标题", "内容", "留言时间", "答复意见", "答复时间"]
ROWS = [
    ["11", "路灯不亮", "巷口的灯不亮。", "2019/3/5 10:02:11", "已派人更换。", "2019/3/14 9:00"],
    ["12", "井盖没了", "路口少一个井盖。", "2019/3/6 8:00:00", "", ""],
    ["13", "还是路灯", "", "2019/3/7 8:00:00", "", ""],
    ["14", "井盖没了", "路口少一个 井盖。", "2019/3/8 8:00:00", "", ""],
]


@pytest.fixture
def file(tmp_path):
    """A file of four rows: two good ones, a bad one and a duplicate."""
    path = tmp_path / "旧件.csv"
    with path.open("w", encoding="gb18030", newline="") as target:
        csv.writer(target).writerows([HEADER, *ROWS])
    return path


@pytest.fixture
def run(cast, city, file):
    """Run the command as the duty officer; what it printed, and with which code it ended."""

    def run(*extra: str, **options: object) -> tuple[str, int]:
        out = StringIO()
        given = {"actor": "duty", "unit": city.station.name} | options
        try:
            call_command("import_matters", str(file), *extra, stdout=out, **given)
        except CommandError as failure:
            return f"{out.getvalue()}{failure}", failure.returncode
        return out.getvalue(), 0

    return run


def test_it_says_what_became_of_every_row(run):
    printed, code = run()
    assert "Row 4: bad. The text is empty." in printed
    assert "Row 5: duplicate. The same words as row 3." in printed
    assert "2 imported, 0 imported before, 1 duplicates, 1 bad;" in printed
    assert code == 1


def test_a_second_run_brings_nothing_in_again(run):
    run()
    printed, _code = run()
    assert "0 imported, 2 imported before, 1 duplicates, 1 bad;" in printed
    assert Case.objects.count() == Submission.objects.count() == 2


def test_the_report_has_a_line_for_each_row_left_out_and_none_of_its_words(run, tmp_path):
    report = tmp_path / "report.csv"
    run(report=report)
    text = report.read_text("utf-8-sig")
    lines = list(csv.DictReader(text.splitlines()))
    assert [(line["row"], line["result"]) for line in lines] == [("4", "bad"), ("5", "duplicate")]
    assert "井盖" not in text


def test_a_dry_run_writes_nothing(run):
    printed, _code = run("--dry-run")
    assert "2 would be imported, 0 imported before, 1 duplicates, 1 bad;" in printed
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"actor": "nobody"}, "There is no active user “nobody”."),
        ({"actor": "supervisor"}, "supervisor is no duty officer of the bureau"),
        ({"actor": "handler"}, "handler is no duty officer of the bureau"),
        ({"unit": "千秋村群众工作室"}, "is not the name of one station"),
        ({"columns": "text=正文"}, "There is no column “正文”"),
        ({"report": Path("/no/such/folder/report.csv")}, "No such file or directory"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_written(run, options, said):
    printed, code = run(**options)
    assert said in printed
    assert code == 2
    assert not Case.objects.exists()


def test_calendar_and_rules_are_read_once_for_all_rows(run):
    with CaptureQueriesContext(connection) as seen:
        run()
    for table in ("core_cityrule", "core_dayoverride"):
        assert sum(f'FROM "{table}"' in query["sql"] for query in seen.captured_queries) == 1


def test_the_page_of_a_matter_says_what_is_old_about_it(run, cast):
    run()
    client = Client()
    client.force_login(cast.duty_officer)
    answered = Case.objects.get(submission__imported_from="旧件.csv · 11")
    response = client.get(reverse("matters:inspect", args=[answered.number]))
    page = response.content.decode()
    with override("zh-hans"):
        hint = gettext(
            "This matter was imported on %(day)s. What its source does not date stands at the "
            "day of receipt."
        )
    hint %= {"day": city_day(answered.imported_at)}
    for told in ("旧件.csv · 11", "2022-05-01", "已派人更换。", hint):
        assert told in page
    assert {line.older_than for line in response.context["file"].clocks} == {date(2022, 5, 1)}


def test_its_resident_reads_the_reply_word_for_word_with_a_new_code(run, cast):
    run()
    case = Case.objects.get(submission__imported_from="旧件.csv · 11")
    person = Petitioner.objects.get(submission=case.submission)
    code = actions.reissue_code(person, case, by=cast.duty_officer, reason="来人查询")
    holder = public.find(case.number, code)
    [seen] = public.look(holder)
    assert (seen.status, seen.answer.must_be_opened) == ("closed", True)
    answered = next(entry for entry in seen.timeline if entry.act == "issue")
    assert (answered.unit, answered.phone) == ("义马市住房和城乡建设局", "")
    public.open_answer(holder, seen.answer.id)
    [opened] = public.look(holder)
    [page] = telling.letters(opened)
    assert [page["page"].title, page["page"].sections[0]["text"]] == ["Reply", "已派人更换。"]
