"""The table of roles: who works here, at which level, and which Wagtail group they get.

A role says nothing about a single case; that is `casework.permissions`, which asks for the
roles by the names below. No models here, so the table can be read and printed alone.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class Level(StrEnum):
    """The three levels of the network, and the city above single units."""

    BUREAU = "bureau"
    STATION = "station"
    ROOM = "room"


class RoleCode(StrEnum):
    INFORMATION_OFFICER = "information_officer"
    HANDLER = "handler"
    HEAD = "head"
    DUTY_OFFICER = "duty_officer"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    DISCIPLINE = "discipline"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Role:
    """One kind of post: where it may be held and what its Wagtail group may do."""

    code: RoleCode
    label: StrPromise
    levels: frozenset[Level]
    # Permission names as "app_label.codename", granted to the role's group.
    grants: tuple[str, ...] = ("wagtailadmin.access_admin",)


_BUREAU = frozenset({Level.BUREAU})
_ORGAN = frozenset({Level.BUREAU, Level.STATION})
# Editors and publishers write rows and pages of what the city announces.
_PUBLISHES = (
    "wagtailadmin.access_admin",
    "commitments.add_commitment",
    "commitments.change_commitment",
    "commitments.view_commitment",
    "hearings.add_hearing",
    "hearings.change_hearing",
    "hearings.view_hearing",
)
# Publishers keep the list of words that are checked before a page is published.
_WORDS = (
    "core.add_wordrule",
    "core.change_wordrule",
    "core.delete_wordrule",
    "core.view_wordrule",
)

ROLES: dict[RoleCode, Role] = {
    role.code: role
    for role in (
        Role(RoleCode.INFORMATION_OFFICER, _("Information officer"), frozenset({Level.ROOM})),
        Role(RoleCode.HANDLER, _("Handler"), _ORGAN),
        Role(RoleCode.HEAD, _("Head of the organ"), _ORGAN),
        Role(RoleCode.DUTY_OFFICER, _("Duty officer"), _BUREAU),
        Role(RoleCode.SUPERVISOR, _("Supervisor"), _BUREAU),
        Role(RoleCode.LEADER, _("Leader"), _BUREAU),
        Role(RoleCode.DISCIPLINE, _("Discipline desk"), _BUREAU),
        Role(RoleCode.EDITOR, _("Editor"), _ORGAN, _PUBLISHES),
        Role(RoleCode.PUBLISHER, _("Publisher"), _BUREAU, _PUBLISHES + _WORDS),
        Role(
            RoleCode.ADMINISTRATOR,
            _("Administrator"),
            _BUREAU,
            (
                "wagtailadmin.access_admin",
                "core.change_portalsettings",
                "core.add_cityrule",
                "core.view_cityrule",
                "core.add_dayoverride",
                "core.change_dayoverride",
                "core.delete_dayoverride",
                "core.view_dayoverride",
                "units.import_network",
                *_WORDS,
                "units.view_unit",
                "units.view_organ",
                "units.view_post",
            ),
        ),
    )
}

CHOICES = [(role.code.value, role.label) for role in ROLES.values()]


def group_name(code: RoleCode) -> str:
    """Name of the one Wagtail group a role is mapped to."""
    return f"role:{code.value}"
