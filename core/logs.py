"""Keeps personal data out of the logs, whoever writes them."""

import logging
import re

# Telephone, identity and account numbers; and a query code in its three groups.
DIGITS = re.compile(r"\d{7,}|\b\d{4}[ -]\d{4}[ -]\d{4}\b")
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def masked(text: str) -> str:
    """Return the text without runs of seven or more digits and without query strings."""
    return DIGITS.sub("[digits]", QUERY.sub(r"\1?[query]", text))


class WithoutPersonalData(logging.Filter):
    """Masks a record's message and traceback before any handler formats it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        if record.stack_info:
            record.stack_info = masked(record.stack_info)
        return True
