"""Whatever happens to a sealed text: it opens as it was, or not at all."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.crypto import DecryptionFailed, rotate_key, seal, unseal

# One folder of keys serves all examples of a test.
many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
texts = some.text(max_size=60)
contexts = some.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}\.[0-9a-f]{4}", fullmatch=True)


@many
@given(text=texts, context=contexts)
def test_a_text_opens_in_its_place_as_it_was(keys, text, context):
    assert unseal(seal(text, context), context) == text


@many
@given(text=texts, context=contexts, data=some.data())
def test_any_flipped_bit_is_noticed(keys, text, context, data):
    head, _, body = seal(text, context).rpartition(":")
    raw = bytearray(base64.urlsafe_b64decode(body))
    bit = data.draw(some.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DecryptionFailed):
        unseal(f"{head}:{base64.urlsafe_b64encode(raw).decode()}", context)


@many
@given(text=texts, context=contexts, data=some.data())
def test_any_other_character_anywhere_is_noticed(keys, text, context, data):
    token = seal(text, context)
    place = data.draw(some.integers(0, len(token) - 1))
    sign = data.draw(some.characters().filter(lambda one: one != token[place]))
    with pytest.raises(DecryptionFailed):
        unseal(token[:place] + sign + token[place + 1 :], context)


@many
@given(text=texts, context=contexts, data=some.data())
def test_any_missing_end_or_beginning_is_noticed(keys, text, context, data):
    token = seal(text, context)
    cut = data.draw(some.integers(1, len(token)))
    for shorter in (token[:-cut], token[cut:]):
        with pytest.raises(DecryptionFailed):
            unseal(shorter, context)


@many
@given(text=texts, places=some.lists(contexts, min_size=2, max_size=2, unique=True))
def test_a_text_opens_in_no_other_row_column_or_table(keys, text, places):
    with pytest.raises(DecryptionFailed):
        unseal(seal(text, places[0]), places[1])


@many
@given(text=texts, context=contexts)
def test_no_other_key_opens_it_under_its_name(keys, text, context):
    old = seal(text, context)
    version, algorithm, _key, body = old.split(":")
    other = rotate_key(keys, "data")
    with pytest.raises(DecryptionFailed):
        unseal(f"{version}:{algorithm}:{other}:{body}", context)
