"""What editors build a page from. Every picture is described, every figure names its source."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    says = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=200,
        help_text=_("Read aloud to those who do not see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class FigureBlock(blocks.StructBlock):
    """A number that somebody else counted: quoted, with its period and source beside it."""

    value = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What was counted"), max_length=80)
    period = blocks.CharBlock(label=_("Period"), max_length=60)
    source = blocks.CharBlock(label=_("Source"), max_length=120)

    class Meta:
        icon = "order"
        label = _("Quoted figure")


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Office"), max_length=80)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False)
    address = blocks.CharBlock(label=_("Address"), max_length=160, required=False)
    hours = blocks.CharBlock(label=_("Hours"), max_length=120, required=False)

    class Meta:
        icon = "user"
        label = _("Contact")
        template = "blocks/contact.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=600, required=False)


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("note", _("Please note")),
            ("go", _("Good to know")),
            ("wait", _("Take care")),
        ],
        default="note",
    )
    title = blocks.CharBlock(label=_("Headline"), max_length=60, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "blocks/callout.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"), max_length=600)
    source = blocks.CharBlock(label=_("Source"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


def _table() -> TypedTableBlock:
    return TypedTableBlock(
        [("text", blocks.CharBlock(label=_("Text"), required=False))],
        label=_("Table"),
        template="blocks/table.html",
    )


class StoryBlock(blocks.StreamBlock):
    """The body of every editorial page."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=80, icon="title", template="blocks/heading.html"
    )
    text = blocks.RichTextBlock(
        label=_("Text"), features=TEXT_FEATURES, template="blocks/text.html"
    )
    table = _table()
    steps = blocks.ListBlock(
        StepBlock(), label=_("Steps"), icon="list-ol", template="blocks/steps.html"
    )
    callout = CalloutBlock()
    contact = ContactBlock()
    figures = blocks.ListBlock(
        FigureBlock(), label=_("Quoted figures"), icon="order", template="blocks/figures.html"
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("Document")),
        label=_("Documents"),
        icon="doc-full",
        template="blocks/documents.html",
    )

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(local_blocks, **kwargs)
