from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Medium(TextChoices):
    SMS = "sms", _("SMS")
    MAIL = "mail", _("e-mail")


class Template(TextChoices):
    """What a message says. No template carries content of a matter, only that there is news."""

    NEWS = "news", _("there is news")
