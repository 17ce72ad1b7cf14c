from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CategoryQuerySet(models.QuerySet):
    def valid(self, on: date) -> "CategoryQuerySet":
        return self.filter(valid_from__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))

    def first_level(self) -> "CategoryQuerySet":
        return self.filter(parent=None)


class Category(models.Model):
    """The official classification, each first level with the plain words a resident picks."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    name = models.CharField(_("official name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    plain_words = models.CharField(_("plain words"), max_length=60, blank=True)
    plain_words_en = models.CharField(_("plain words in English"), max_length=80, blank=True)
    # Ten stand on the form's first screen, the others under "more"; 0: never offered there.
    form_order = models.PositiveSmallIntegerField(_("place on the form"), default=0)
    valid_from = models.DateField(_("valid from"), default=date(2022, 5, 1))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="category_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_level(self) -> "Category":
        return self.parent.first_level if self.parent else self
