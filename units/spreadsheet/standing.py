"""The network as it stands today, read in a handful of queries however large it is."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from units.models import Organ, Post, Unit, User
from units.roles import Level, RoleCode
from units.signals import holdings_asked

PostKey = tuple[str, str, str]  # user name, code of the unit, role


@dataclass
class Standing:
    """What is on record, by the keys the spreadsheet uses."""

    today: date
    organs: dict[str, Organ]
    units: dict[str, Unit]
    users: dict[str, User]
    posts: list[Post]

    @cached_property
    def by_path(self) -> dict[str, Unit]:
        return {unit.path: unit for unit in self.units.values()}

    @cached_property
    def bureau(self) -> Unit | None:
        found = (unit for unit in self.open_units if unit.kind == Level.BUREAU)
        return next(found, None)

    @cached_property
    def open_units(self) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.closed_on is None]

    @cached_property
    def current(self) -> dict[PostKey, Post]:
        """Posts that are not over, also those that begin later."""
        return {key_of(post): post for post in self.posts if not self.is_over(post)}

    @cached_property
    def ended(self) -> set[tuple[PostKey, date | None]]:
        return {(key_of(post), post.until) for post in self.posts if self.is_over(post)}

    @cached_property
    def in_office(self) -> set[str]:
        """User names of the people who hold a post."""
        return {username for username, _unit, _role in self.current}

    @cached_property
    def holdings(self) -> dict[int, int]:
        """Matters that a successor would have to take over, by unit; what holds none is not
        there. Asked of the apps above."""
        units = [unit.pk for unit in self.open_units]
        total: dict[int, int] = {}
        for _receiver, answer in holdings_asked.send(sender=Unit, units=units):
            for unit, number in answer.items():
                total[unit] = total.get(unit, 0) + number
        return total

    def is_over(self, post: Post) -> bool:
        return post.until is not None and post.until <= self.today

    def parent_of(self, unit: Unit) -> Unit | None:
        return self.by_path.get(unit.path[: -unit.steplen])

    def posts_at(self, unit: Unit) -> list[Post]:
        return [post for post in self.current.values() if post.unit_id == unit.pk]


def stand(today: date) -> Standing:
    """Read what is on record."""
    organs = Organ.objects.select_related("superior").order_by("pk")
    users = User.objects.order_by("pk")
    posts = Post.objects.select_related("user", "unit").order_by("unit__path", "role", "pk")
    return Standing(
        today=today,
        organs={organ.code: organ for organ in organs},
        units={unit.code: unit for unit in Unit.objects.select_related("organ", "successor")},
        users={user.username: user for user in users},
        posts=list(posts),
    )


def key_of(post: Post) -> PostKey:
    return (post.user.username, post.unit.code, RoleCode(post.role).value)
