from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence is not translated in this version."""

    def get_error_message(self) -> str:
        return _("This password is too short: it needs at least %(number)s characters.") % {
            "number": self.min_length
        }
