from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from units import roles


class PostQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> "PostQuerySet":
        day = on or localdate()
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class Post(models.Model):
    """One person in one role at one unit, from a day until a day. Ended, never deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="posts", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=30, choices=roles.CHOICES)
    since = models.DateField(_("since"), default=localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                name="one_current_post_of_a_kind",
                fields=["user", "unit", "role"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_role_display()}"
