"""Form controls that are drawn without a template for each option."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A select of hundreds of options, e.g. all villages: Django's own takes a template for each
    one, which costs more than the rest of a page."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = mark_safe(_options(self.choices, chosen))
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


def _options(choices: Iterable[Any], chosen: set[str]) -> str:
    """Options, and groups of options with their heading. Every word is escaped here."""
    return "\n".join(
        f'<optgroup label="{escape(key)}">{_options(label, chosen)}</optgroup>'
        if isinstance(label, list)
        else _option("" if key is None else str(key), label, chosen)
        for key, label in choices
    )


def _option(value: str, label: object, chosen: set[str]) -> str:
    selected = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(label)}</option>'
