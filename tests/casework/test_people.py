"""How people are masked on screens of staff, and what spellings of a name or number are one."""

import pytest
from django.core.management import call_command
from django.test import Client

from casework.people import mask_address, mask_name, mask_phone, name_key, phone_key


@pytest.mark.parametrize(
    ("mask", "clear", "shown"),
    [
        (mask_name, "王小明", "王**"),
        (mask_name, "", ""),
        (mask_phone, "13800001234", "138****1234"),
        (mask_phone, "+86 138 0000 1234", "138****1234"),
        (mask_phone, "12345", "****"),
        (mask_phone, "", ""),
        (mask_address, "千秋村三组", "千秋****"),
        (mask_address, "义马市千秋路街道石佛村三组十二号", "义马市千秋路****"),
        (mask_address, "", ""),
    ],
)
def test_only_a_part_is_shown(mask, clear, shown):
    assert mask(clear) == shown


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("王小明", "王小明"),
        (" 王 小明 ", "王小明"),
        ("王\u3000小明", "王小明"),
        ("王\u200b小明", "王小明"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽•买买提", "阿依古丽买买提"),
        ("阿依古丽・买买提", "阿依古丽买买提"),
        ("阿依古丽．买买提", "阿依古丽买买提"),
        ("Ａnna-Ｍaria Ｌi", "annamariali"),
        ("Straße", "strasse"),
        ("𠮷田", "𠮷田"),
        ("？", ""),
        ("", ""),
    ],
)
def test_spellings_of_a_name_have_one_key(written, key):
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("13800001234", "+8613800001234"),
        ("138 0000 1234", "+8613800001234"),
        ("138-0000-1234", "+8613800001234"),
        ("１３８００００１２３４", "+8613800001234"),
        ("+86 138 0000 1234", "+8613800001234"),
        ("008613800001234", "+8613800001234"),
        ("86 13800001234", "+8613800001234"),
        ("0398-5551234", "+863985551234"),
        ("（0398）5551234", "+863985551234"),
        ("+86 398 555 1234", "+863985551234"),
        ("0398-5551234转801", "+863985551234"),
        ("0398-5551234 分机 801", "+863985551234"),
        ("0398 5551234 ext. 801", "+863985551234"),
        ("0398-5551234#801", "+863985551234"),
        ("010-62345678", "+861062345678"),
        ("12345", "+8612345"),
        ("123456789012345678", "123456789012345678"),
        ("不方便", ""),
        ("", ""),
    ],
)
def test_spellings_of_a_telephone_have_one_key(written, key):
    assert phone_key(written) == key


@pytest.mark.parametrize(
    "typed", ["阿依古丽 买买提", "阿依古丽•买买提", "0398 5551234", "03985551234"]
)
def test_staff_find_a_person_however_it_is_written_and_after_a_rotation(
    file, cast, keys_of_city, typed
):
    matter = file(name="阿依古丽·买买提", phone="0398-5551234转801")
    client = Client()
    client.force_login(cast.duty_officer)
    for _before_and_after in range(2):
        page = client.post("/admin/matters/search/", {"q": typed})
        assert [row.number for row in page.context["rows"]] == [matter.number]
        call_command("rotate_keys", "index")


def test_a_corrected_name_is_found_and_the_wrong_one_no_longer(matter):
    person = matter.resident
    person.name = "王晓明"
    person.save()
    index = person._meta.get_field("name_index")
    found = type(person).objects.filter
    assert found(index.matching("王晓明")).exists()
    assert not found(index.matching("王小明")).exists()
