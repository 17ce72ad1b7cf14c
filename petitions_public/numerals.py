"""Reading a small number however a person writes it: 12, １２, 十二, twelve, 星期五. Pure."""

import re
import unicodedata

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {
    word: (place + 2) * 10 for place, word in enumerate(_TENS)
}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)(.)")
_CHINESE = re.compile(r"([^百十]?百)?零?([^百十]?十)?([^百十])?")


def read_number(typed: str) -> str:
    """The number as plain digits; what is no number comes back as typed, squeezed."""
    text = re.sub(r"[\s,，。.]+", " ", unicodedata.normalize("NFKC", typed)).strip().lower()
    for value in (_arabic(text), _weekday(text), _english(text), _chinese(text)):
        if value is not None:
            return str(value)
    return text


def _arabic(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _weekday(text: str) -> int | None:
    if text in WEEKDAYS:
        return WEEKDAYS.index(text) + 1
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        return None
    if match[1] in "日天":
        return 7
    return _DIGITS.get(match[1]) or _arabic(match[1])


def _english(text: str) -> int | None:
    parts = text.replace("-", " ").split()
    if not parts or len(parts) > 2 or any(part not in _WORDS for part in parts):
        return None
    return sum(_WORDS[part] for part in parts)


def _chinese(text: str) -> int | None:
    """一 to 九百九十九; 十二 and 一十二 alike."""
    match = _CHINESE.fullmatch(text.replace("拾", "十").replace("佰", "百"))
    if not text or match is None:
        return None
    total = 0
    for part, weight in zip(match.groups(), (100, 10, 1), strict=True):
        if part:
            digit = part.rstrip("百十") or "一"
            if digit not in _DIGITS:
                return None
            total += _DIGITS[digit] * weight
    return total
