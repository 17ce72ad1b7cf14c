from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from casework.choices import ANSWERS, Decision, DeliveryHow, LetterKind
from core.fields import EncryptedTextField

from .words import ErasableWords

_ANSWER_KINDS = sorted(kind.value for kind in ANSWERS)


class Letter(ErasableWords):
    """An official letter to the petitioners. What was issued is frozen in `text`."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    organ = models.ForeignKey(
        "units.Organ", models.PROTECT, null=True, blank=True, verbose_name=_("organ")
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("unit"))
    # The parts of an opinion (Art 32(1), 35); other letters use `body` alone.
    facts = EncryptedTextField(_("facts found"), blank=True)
    legal_basis = EncryptedTextField(_("legal basis"), blank=True)
    decision = models.CharField(_("decision"), max_length=14, choices=Decision.choices, blank=True)
    body = EncryptedTextField(_("text"), blank=True)
    remedy = EncryptedTextField(_("remedy and its last day"), blank=True)
    text = EncryptedTextField(_("letter as issued"), blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    # Set on a reply given before this system: who wrote and approved it then is not known.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    drafted_at = models.DateTimeField(_("drafted at"), default=now)
    # The handler has finished; the head's turn.
    ready_at = models.DateTimeField(_("laid before the head at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["drafted_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_answer_in_hand",
                fields=["case"],
                condition=Q(issued_at=None, kind__in=_ANSWER_KINDS),
            ),
            models.CheckConstraint(
                name="answers_are_approved_by_another",
                condition=Q(issued_at=None)
                | ~Q(kind__in=_ANSWER_KINDS)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("drafted_by")))
                | Q(recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_is_drafted_or_an_earlier_reply",
                condition=Q(drafted_by__isnull=False, recorded_by=None)
                | Q(
                    drafted_by=None,
                    recorded_by__isnull=False,
                    approved_by=None,
                    kind=LetterKind.REPLY,
                    issued_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="opinion_says_its_decision_art_32",
                condition=Q(issued_at=None) | ~Q(kind=LetterKind.OPINION) | ~Q(decision=""),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_answer(self) -> bool:
        return self.kind in ANSWERS

    def texts(self) -> Sequence[str]:
        return (self.text,)


class Delivery(models.Model):
    """When a letter reached one person: from here that person's rights run (Art 35)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    petitioner = models.ForeignKey(
        "casework.Petitioner", models.PROTECT, related_name="deliveries"
    )
    how = models.CharField(_("how"), max_length=14, choices=DeliveryHow.choices)
    at = models.DateTimeField(_("when"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                name="a_letter_reaches_a_person_once", fields=["letter", "petitioner"]
            ),
            models.CheckConstraint(
                name="paper_delivery_names_who_recorded_it",
                condition=Q(how=DeliveryHow.OPENED_ONLINE) | Q(recorded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} · {self.get_how_display()}"
