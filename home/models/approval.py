from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from .check import CheckKind, PublicationCheck


class ChecksForm(forms.Form):
    """What the approver confirms, each by name."""

    second = forms.BooleanField(label=CheckKind.SECOND.label)
    final = forms.BooleanField(label=CheckKind.FINAL.label)
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ThreeChecks(AbstractGroupApprovalTask):
    """Approval with three named checks: the first by who submits, two by somebody else.

    Any member of the groups may approve, so a deputy stands in without further ado.
    """

    class Meta:
        verbose_name = _("approval with three checks")
        verbose_name_plural = _("approvals with three checks")

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        if not self._user_in_groups(user) or self._wrote(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve after the checks"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        if action == "approve":
            return ChecksForm
        return super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **given: Any) -> Any:
        if action_name == "approve":
            self._record(task_state, user)
            given = {"comment": given.get("comment", "")}
        return super().on_action(task_state, user, action_name, **given)

    def _wrote(self, page: Page, user: Any) -> bool:
        """Whoever submitted the page, or changed it last, does not approve it."""
        state, revision = page.current_workflow_state, page.latest_revision
        authors = {state and state.requested_by_id, revision and revision.user_id}
        return user.pk in authors

    def _record(self, task_state: TaskState, user: Any) -> None:
        state, revision = task_state.workflow_state, task_state.revision
        made = [
            (CheckKind.FIRST, state.requested_by, state.created_at),
            (CheckKind.SECOND, user, None),
            (CheckKind.FINAL, user, None),
        ]
        for kind, who, moment in made:
            when = {"at": moment} if moment else {}
            PublicationCheck.objects.get_or_create(
                revision=revision.pk,
                kind=kind,
                defaults={"page_id": int(revision.object_id), "user": who} | when,
            )

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the groups approve after three named checks; never their own text.")
