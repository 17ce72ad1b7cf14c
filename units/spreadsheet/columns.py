"""The sheets and their columns: what stands in the file, in the words of the people who fill it.

Pure table. The file is Chinese whatever language the admin shows: it is passed around in offices.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import override

from units.roles import ROLES, Level, RoleCode


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"
    DAY = "day"
    LEVEL = "level"
    ROLE = "role"
    YES = "yes"


@dataclass(frozen=True)
class Column:
    """One column; `name` is the field of the row, `longest` what the database takes."""

    name: str
    header: str
    hint: str
    example: str
    width: int
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 0


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    columns: tuple[Column, ...]

    def header(self, name: str) -> str:
        return next(column.header for column in self.columns if column.name == name)


# A row whose first cell begins like this is for the reader and is not imported.
HINT, EXAMPLE = "说明：", "示例："
YES = "是"
LEVELS = {Level.BUREAU: "工作局", Level.STATION: "工作站", Level.ROOM: "工作室"}
GUIDE = "填写说明"

ORGANS = Sheet(
    "organs",
    "机关",
    (
        Column("code", "机关编号", "自定，不重复，以后不改", "ZJJ", 16, Kind.CODE, True, 20),
        Column(
            "name",
            "机关全称",
            "答复意见书上的落款",
            "某市住房和城乡建设局",
            34,
            Kind.TEXT,
            True,
            80,
        ),
        Column("short_name", "简称", "网页上用", "住建局", 18, Kind.TEXT, True, 30),
        Column(
            "superior",
            "上级机关编号",
            "上级机关也在本表时填它的编号",
            "",
            18,
            Kind.CODE,
            False,
            20,
        ),
        Column(
            "superior_name",
            "上级机关名称（表外）",
            "上级机关不在本表时填全称，复查向它提出",
            "某地级市住房和城乡建设局",
            34,
            longest=80,
        ),
        Column("superior_phone", "上级机关电话", "复查联系电话", "0000-0000000", 20, longest=30),
        Column(
            "is_discipline", "纪检监察机关", "是纪检监察机关的填“是”，其余留空", "", 16, Kind.YES
        ),
    ),
)

UNITS = Sheet(
    "units",
    "单位",
    (
        Column("code", "单位编号", "自定，不重复，以后不改", "Z01", 16, Kind.CODE, True, 20),
        Column("name", "单位名称", "居民看到的名称", "住建局群众工作站", 30, Kind.TEXT, True, 80),
        Column("kind", "层级", "从下拉框选；工作局只有一个", "工作站", 12, Kind.LEVEL, True),
        Column(
            "parent",
            "上级单位编号",
            "工作站填工作局的编号，工作室填工作站的编号，工作局留空",
            "GZJ",
            18,
            Kind.CODE,
            False,
            20,
        ),
        Column(
            "organ",
            "代表机关编号",
            "以哪个机关的名义受理和答复；工作室留空",
            "ZJJ",
            18,
            Kind.CODE,
            False,
            20,
        ),
        Column("area", "服务范围", "村、社区或街道", "", 24, longest=200),
        Column("address", "地址", "居民可以上门的地址", "某路 1 号", 30, longest=120),
        Column("phone", "电话", "居民可以拨打的电话", "0000-0000000", 20, longest=30),
        Column("hours", "办公时间", "", "工作日 08:00–12:00，14:30–17:30", 34, longest=120),
        Column("name_en", "英文名称", "英文网页上用，可不填", "Housing Station", 28, longest=120),
        Column("closed_on", "撤销日期", "撤销的单位填；不能晚于导入当天", "", 14, Kind.DAY),
        Column("successor", "承接单位编号", "撤销后由谁继续办理", "", 18, Kind.CODE, False, 20),
    ),
)

STAFF = Sheet(
    "staff",
    "人员",
    (
        Column(
            "username",
            "用户名",
            "登录用，不重复，以后不改；不要用身份证号",
            "zhangsan",
            20,
            Kind.TEXT,
            True,
            150,
        ),
        Column("name", "姓名", "同一用户名的各行要一致", "张三", 14, Kind.TEXT, True, 40),
        Column("email", "电子邮箱", "可不填", "", 26, longest=254),
        Column("unit", "单位编号", "见“单位”表", "Z01", 16, Kind.CODE, True, 20),
        Column("role", "岗位", "从下拉框选；一人几岗就填几行", "承办人", 18, Kind.ROLE, True),
        Column("since", "起始日期", "不填就是导入当天；不能晚于当天", "2026-01-01", 14, Kind.DAY),
        Column("until", "截止日期", "在岗的留空；离岗的可填，也可把整行删掉", "", 14, Kind.DAY),
    ),
)

SHEETS = (ORGANS, UNITS, STAFF)


def role_labels() -> dict[RoleCode, str]:
    """Roles as the file names them: the words staff read, whatever language is active."""
    with override("zh-hans"):
        return {code: str(role.label) for code, role in ROLES.items()}


GUIDE_LINES = (
    "怎样填写",
    "一、本文件有三张表：机关、单位、人员。请先填机关，再填单位，最后填人员。",
    "二、每张表的第一行是列名，请不要改动。以“说明：”“示例：”开头的行只供参考，导入时跳过，可以留着。",
    "三、编号由本市自定，字母、数字、汉字都可以。系统靠编号认单位、靠用户名认人：名称、电话、上级都可以改，编号和用户名不要改。",
    "四、再次导入就是更新：请先下载“现有网络”，在上面改，改完导入。没有变化的行照原样留着。",
    "五、撤销单位：填“撤销日期”和“承接单位编号”。它手里的信访事项连同办理期限一并转给承接单位。把整行删掉也等于撤销，"
    "但单位还有在办事项或在岗人员时，必须填承接单位。",
    "六、人员离岗：删掉那一行，或填“截止日期”。换岗位：改“岗位”或“单位编号”。离岗人员的账号停用，办过的事项仍有记录。",
    "七、只要有一行不对，整个文件都不导入，页面会列出哪张表、第几行、哪一列、为什么。",
    "八、本文件不填密码。新人员的首次登录密码在导入后显示一次，第一次登录时必须自己改掉。",
    "九、请只填文字和日期，不要用公式。日期写成 2026-01-31。",
)
