"""The template: readable, with drop-downs of the words the import takes."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.units.workbook import BY_NAME
from units.spreadsheet import reading, template
from units.spreadsheet.columns import EXAMPLE, HINT, LEVELS, SHEETS, role_labels
from units.spreadsheet.rows import Network


@pytest.fixture(scope="module")
def book():
    return load_workbook(BytesIO(template.write()))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headers_explanation_and_a_marked_example_stand_on_top(book, sheet):
    head, hint, example = book[sheet.title].iter_rows(max_row=3, values_only=True)
    assert list(head) == [column.header for column in sheet.columns]
    assert hint[0].startswith(HINT) and example[0].startswith(EXAMPLE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_columns_are_wide_enough_for_their_chinese_headers(book, sheet):
    for place, column in enumerate(sheet.columns, start=1):
        letter = book[sheet.title].cell(1, place).column_letter
        assert book[sheet.title].column_dimensions[letter].width >= 2 * len(column.header)


@pytest.mark.parametrize(
    ("sheet", "words"), [("units", LEVELS.values()), ("staff", role_labels().values())]
)
def test_level_and_role_are_chosen_from_a_list(book, sheet, words):
    (choice,) = book[BY_NAME[sheet].title].data_validations.dataValidation
    assert choice.formula1 == f'"{",".join(words)}"'
    assert len(choice.formula1) <= 257  # what Excel takes in a list written out


def test_the_empty_template_holds_no_row_to_import():
    assert reading.read(template.write()) == Network()


def test_a_name_that_looks_like_a_formula_is_written_as_text():
    rows = {"organs": [["A", "=1+1", "甲", "", "", "", ""]]}
    assert reading.read(template.write(rows)).organs[0].name == "=1+1"
