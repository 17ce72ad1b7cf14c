"""Form controls that are drawn without a template for each option."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


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
        return format_html(
            "<select{}>{}</select>", flatatt(attributes), _options(self.choices, chosen)
        )


def _options(choices: Iterable[Any], chosen: set[str]) -> SafeString:
    """Options, and groups of options with their heading."""
    return format_html_join(
        "\n",
        "{}",
        (
            (
                _group(key, label, chosen)
                if isinstance(label, list)
                else _option(key, label, chosen),
            )
            for key, label in choices
        ),
    )


def _group(heading: object, options: Iterable[Any], chosen: set[str]) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', heading, _options(options, chosen))


def _option(key: object, label: object, chosen: set[str]) -> SafeString:
    value = "" if key is None else str(key)
    selected = " selected" if value in chosen else ""
    return format_html('<option value="{}"{}>{}</option>', value, selected, label)
