"""How people are masked on screens of staff until somebody gives a reason."""

import pytest

from casework.people import mask_address, mask_name, mask_phone


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
