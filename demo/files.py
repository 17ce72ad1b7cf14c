"""Pictures and documents of the demo city: simple drawings and short texts, made on the spot."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.documents.models import Document
from wagtail.images.models import Image

from demo.content import texts

SIZE = (960, 540)
PAPER, WALL, RED, GOLD, INK, SKIN = (
    "#fbf6ec", "#efe3cd", "#a8321f", "#e9b44c", "#3a342c", "#e8c39e",
)  # fmt: skip


def _door(pen: ImageDraw.ImageDraw) -> None:
    """Somebody at the door of a house, and a visitor with a notebook."""
    pen.rectangle((120, 190, 560, 470), fill=WALL, outline=INK, width=5)
    pen.polygon([(90, 190), (340, 70), (590, 190)], fill=RED)
    pen.rectangle((290, 280, 400, 470), fill=RED, outline=INK, width=5)
    pen.rectangle((160, 260, 240, 340), fill=GOLD, outline=INK, width=5)
    _person(pen, 450, "#6b7a4f")
    _person(pen, 690, "#35506b")
    pen.rectangle((640, 355, 680, 405), fill="white", outline=INK, width=4)


def _lamp(pen: ImageDraw.ImageDraw) -> None:
    """A street lamp over a lane at night."""
    pen.rectangle((0, 0, *SIZE), fill="#2d3a4f")
    pen.polygon([(500, 130), (300, 470), (760, 470)], fill="#f3dd9b")
    pen.rectangle((0, 470, *SIZE), fill="#4d4a44")
    pen.line([(700, 470), (700, 110), (520, 110)], fill=PAPER, width=12)
    pen.ellipse((475, 95, 535, 150), fill=GOLD)
    for left in (40, 200):
        pen.rectangle((left, 260, left + 130, 470), fill=WALL)
        pen.rectangle((left + 40, 310, left + 90, 360), fill=GOLD)


def _person(pen: ImageDraw.ImageDraw, left: int, coat: str) -> None:
    pen.rounded_rectangle((left, 345, left + 80, 470), radius=26, fill=coat)
    pen.ellipse((left + 12, 280, left + 68, 340), fill=SKIN, outline=INK, width=4)


DRAWINGS: dict[str, tuple[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "door": ("上门听（示意图，示例）", _door),
    "lamp": ("路灯（示意图，示例）", _lamp),
}


class Files:
    """Makes each picture and document once, when it is first asked for."""

    def __init__(self) -> None:
        self._pictures: dict[str, Image] = {}
        self._documents: dict[str, Document] = {}

    def picture(self, key: str) -> Image:
        if key not in self._pictures:
            title, draw = DRAWINGS[key]
            canvas = Canvas.new("RGB", SIZE, PAPER)
            draw(ImageDraw.Draw(canvas))
            drawn = BytesIO()
            canvas.save(drawn, "PNG")
            file = ContentFile(drawn.getvalue(), f"demo-{key}.png")
            self._pictures[key] = Image.objects.create(title=title, file=file)
        return self._pictures[key]

    def document(self, key: str) -> Document:
        if key not in self._documents:
            (told,) = (file[key] for file in texts("documents"))
            # The mark in front lets every office program open it as Chinese.
            file = ContentFile(told["text"].encode("utf-8-sig"), f"demo-{key}.txt")
            self._documents[key] = Document.objects.create(title=told["title"], file=file)
        return self._documents[key]
