"""The digest of an event, held by a golden vector computed outside this code
(docs/decisions/0002-event-digest.md)."""

from dataclasses import replace

import pytest

from casework.digest import Skeleton, commitment, digest, netstrings

GOLDEN = Skeleton(
    event="0b8f2f0e-6c1d-4c59-9a53-6a2f3f8f4b10",
    case="5d0c4a52-2a55-4b0c-8f9e-0d6a1b7c2e31",
    act="issue",
    status_before="accepted",
    status_after="replied",
    actor="7",
    unit="12",
    unit_path="00010003",
    to_unit="4",
    petitioner="9e4f6f0a-1111-4222-8333-444455556666",
    clock="31",
    submission="aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    letter="11111111-2222-4333-8444-555555555555",
    note="99999999-8888-4777-8666-555544443333",
    value="on_time",
    at="2026-11-03T02:11:00.000000Z",
    recorded_at="2026-11-03T02:11:00.123456Z",
)


class Row:
    def __init__(self, first_byte: int, *texts: str) -> None:
        self.salt = bytes(range(first_byte, first_byte + 32))
        self.words = texts

    def texts(self) -> tuple[str, ...]:
        return self.words


WORDS = [
    Row(0, "电梯停运", "老人下不了楼。\n物业说等配件。", ""),
    Row(32, "处理意见书"),
    Row(64, "备注 ｅ𠮷"),
]


def test_the_golden_vector_with_words():
    bound = commitment(WORDS)
    assert bound.hex() == "d0bd28bba53feb3700d770bd75042c25beebf94b09621cf898b89f9b2d6bcd0c"
    expected = "89a9e8e82d5f7497e5c00003ed146057d1aeac3aa9356a3c29f86184786604f1"
    assert digest(GOLDEN, bound) == expected


def test_the_golden_vector_without_words():
    expected = "8d4b720d61c5c94f9f04ae7739667ff127a45b5a639b21b27947d04e9a371a6a"
    assert digest(GOLDEN, commitment([])) == expected


@pytest.mark.parametrize("field", Skeleton.__dataclass_fields__)
def test_changing_any_field_changes_the_digest(field):
    changed = replace(GOLDEN, **{field: "x"})
    assert digest(changed, b"") != digest(GOLDEN, b"")


def test_words_moved_between_fields_do_not_encode_alike():
    assert netstrings(["ab", "c"]) != netstrings(["a", "bc"])


def test_words_whose_salt_is_gone_cannot_be_bound_again():
    erased = Row(0, "")
    erased.salt = None
    with pytest.raises(ValueError, match="destroyed"):
        commitment([erased])


def test_a_stored_event_has_the_digest_of_what_it_says(matter):
    event = matter.case.events.get()
    assert event.digest == digest(event.skeleton(), commitment(event.words()))


def test_an_event_is_never_changed_or_deleted(matter):
    event = matter.case.events.get()
    event.value = "other"
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
    with pytest.raises(TypeError, match="never changed"):
        type(event).objects.update(value="other")
    with pytest.raises(TypeError, match="never deleted"):
        type(event).objects.all().delete()
