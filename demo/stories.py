"""What the demo residents write and what they are told. All invented; nobody's real words."""

from dataclasses import dataclass, field, fields, replace
from random import Random
from typing import Any

from casework.choices import Channel, Decision, Kind, Route
from demo.content import texts


@dataclass(frozen=True)
class Story:
    """One matter: who it goes to, how it is answered, what is said on the way. `{place}` and
    the other words in braces are filled in."""

    desk: str
    category: str
    title: str
    text: str
    answer: str
    kind: Kind = Kind.APPEAL
    way: str = ""
    request: str = ""
    facts: str = ""
    basis: str = ""
    decision: Decision = Decision.SUPPORTED
    route: Route = Route.PETITION_PROCEDURE
    channel: Channel = Channel.ONLINE
    # Said only on some ways.
    asks: str = "能说明情况的照片、单据或合同，手机拍清楚就可以。（示例）"
    supplied: str = "照片和单据都找到了，已经交给村里的信息员，请查看。（示例）"
    longer: str = "需要第三方检测，检测报告要二十天左右才能出来。（示例）"
    disputed: str = "答复看过了，可是现场还是老样子，请再来看一看。（示例）"
    call: str = "电话里逐项核对，剩下的一处当天补做，报事人认可。（示例）"
    again: str = "按您指出的地方重新做了一遍，报事人和信息员一起到场看过。（示例）"
    proof: str = "现场照片和验收单已存档，报事人当场看过。（示例）"
    nearby: str = "信息员上门看了情况，当天和有关的人一起办好，报事人当场看过。（示例）"
    rises: str = "这件事要用到专业设备和资金，村里办不了，往上交。（示例）"
    refused: str = "这件事由上级垂直管理的单位负责，电话 0398-0000800（示例）。"
    # The months in which it may happen; none named: in any.
    months: tuple[int, ...] = ()

    def fits(self, month: int) -> bool:
        return not self.months or month in self.months


@dataclass(frozen=True)
class Template:
    """A story told again and again with other places, amounts and days."""

    story: Story
    weight: int = 1
    ways: tuple[str, ...] = ()
    words: dict[str, list[Any]] = field(default_factory=dict)

    def vary(self, place: str, chance: Random) -> Story:
        picked = {name: chance.choice(choices) for name, choices in self.words.items()}
        return told(self.story, place=place, **picked)


def told(story: Story, **words: object) -> Story:
    """The story with its words in braces filled in."""
    filled = {
        part.name: str(getattr(story, part.name)).format(**words)
        for part in fields(Story)
        if part.type is str and part.name not in ("desk", "category", "way")
    }
    return replace(story, **filled)


def stories() -> list[Story]:
    """The written stories."""
    return [_story(row) for file in texts("stories") for row in file["story"]]


def templates() -> list[Template]:
    """What the short variations are made from."""
    return [_template(dict(row)) for file in texts("variations") for row in file["variation"]]


def _template(row: dict[str, Any]) -> Template:
    words, weight = row.pop("words", {}), row.pop("weight", 1)
    ways = tuple(row.pop("ways", ()))
    return Template(_story(row), weight, ways, words)


def _story(row: dict[str, Any]) -> Story:
    kinds = {"kind": Kind, "decision": Decision, "route": Route, "channel": Channel}
    texts_of_it = {name: value for name, value in row.items() if name not in kinds}
    return Story(
        months=tuple(texts_of_it.pop("months", ())),
        **{name: value.strip() for name, value in texts_of_it.items()},
        **{name: kinds[name](row[name]) for name in kinds if name in row},
    )
