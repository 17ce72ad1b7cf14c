"""Demo staff: posts without personal names, one login per role with a password of its own."""

import json
import secrets
from pathlib import Path

from units.actions import appoint
from units.models import Unit, User
from units.roles import Level, RoleCode

R = RoleCode

# role, key of the unit, user name, what the person is called on screens
LOGINS = (
    (R.DUTY_OFFICER, "bureau", "duty", "值班员（示例）"),
    (R.SUPERVISOR, "bureau", "supervisor", "督查员（示例）"),
    (R.LEADER, "bureau", "leader", "分管领导（示例）"),
    (R.HANDLER, "housing", "handler", "住建局经办人（示例）"),
    (R.HEAD, "housing", "head", "住建局负责人（示例）"),
    (R.INFORMATION_OFFICER, "千秋村", "room", "千秋村信息员（示例）"),
    (R.EDITOR, "bureau", "editor", "编辑（示例）"),
    (R.PUBLISHER, "bureau", "publisher", "审核发布（示例）"),
    (R.DISCIPLINE, "bureau", "discipline", "纪检联络（示例）"),
    (R.ADMINISTRATOR, "bureau", "administrator", "管理员（示例）"),
)


def hire(units: dict[str, Unit], logins_file: Path) -> dict[str, tuple[User, User]]:
    """Appoint everybody and write the logins file. Returns (handler, head) of each desk."""
    logins = {}
    for role, key, username, name in LOGINS:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(username, password=password, name=name)
        appoint(user, units[key], role)
        logins[role.value] = {"username": username, "password": password}
    _write(logins_file, logins)
    return {key: _desk(key, unit) for key, unit in units.items() if unit.kind != Level.ROOM} | {
        key: _room(unit) for key, unit in units.items() if unit.kind == Level.ROOM
    }


def _desk(key: str, unit: Unit) -> tuple[User, User]:
    """The handler and head of a bureau or station; those without a login get an account."""
    handler = _holder(unit, R.HANDLER, f"handler-{unit.pk}", f"{unit.name}经办人（示例）")
    head = _holder(unit, R.HEAD, f"head-{unit.pk}", f"{unit.name}负责人（示例）")
    return handler, head


def _room(unit: Unit) -> tuple[User, User]:
    officer = _holder(
        unit, R.INFORMATION_OFFICER, f"officer-{unit.pk}", f"{unit.area}信息员（示例）"
    )
    return officer, officer


def _holder(unit: Unit, role: RoleCode, username: str, name: str) -> User:
    post = unit.posts.filter(role=role, until=None).select_related("user").first()
    if post:
        return post.user
    user = User(username=username, name=name)
    user.set_unusable_password()
    user.save()
    appoint(user, unit, role)
    return user


def _write(path: Path, logins: dict[str, dict[str, str]]) -> None:
    """Readable by the owner only, replaced in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(logins, ensure_ascii=False, indent=1))
    beside.replace(path)
