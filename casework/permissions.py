"""Who may do what to a case. Button, view and action ask the same function.

Whether an act is possible is another question; the table in `workflow` answers it.
"""

from casework.models import Case
from casework.models.querysets import CASE_ROLES
from casework.workflow import Status
from units.models import Post, User
from units.roles import Level, RoleCode

R = RoleCode


def can_see(user: User, case: Case) -> bool:
    """The wall and the scope, asked of the database once per person and loaded case."""
    answers: dict[int, bool] = case.__dict__.setdefault("_visible_to", {})
    if user.pk not in answers:
        answers[user.pk] = Case.objects.for_user(user).filter(pk=case.pk).exists()
    return answers[user.pk]


def acting_post(user: User, case: Case) -> Post | None:
    """The post a person acts in on this case: nearest to the unit that holds it."""
    posts = [
        post for post in user.posts_as(*CASE_ROLES, R.DISCIPLINE) if post.unit.contains(case.unit)
    ]
    return max(posts, key=lambda post: len(post.unit.path), default=None)


def can_register(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_classify(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_refer(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_hand_down(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_redirect(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_cease(user: User, case: Case) -> bool:
    return _at_bureau(user, case, R.DUTY_OFFICER)


def can_name_accused(user: User, case: Case) -> bool:
    """Say who is complained about; on a sealed report that is the discipline desk's."""
    return _at_bureau(user, case, R.DUTY_OFFICER, R.SUPERVISOR, R.DISCIPLINE)


def can_raise(user: User, case: Case) -> bool:
    """A room or station that cannot settle a matter lets it rise one level."""
    return _holding(user, case, R.INFORMATION_OFFICER, R.HANDLER)


def can_ask_material(user: User, case: Case) -> bool:
    return _working_on(user, case)


def can_accept(user: User, case: Case) -> bool:
    """The station's handler accepts for its organ; a desk without an organ cannot."""
    return _holding(user, case, R.HANDLER) and case.unit.organ_id is not None


def can_refuse(user: User, case: Case) -> bool:
    return _working_on(user, case)


def can_start_work(user: User, case: Case) -> bool:
    return _working_on(user, case)


def can_draft(user: User, case: Case) -> bool:
    return _working_on(user, case) and case.unit.organ_id is not None


def can_approve(user: User, case: Case) -> bool:
    """The organ's head approves every answer and every extension (Art 34)."""
    return _holding(user, case, R.HEAD)


def can_extend(user: User, case: Case) -> bool:
    return can_approve(user, case)


def may_import(user: User) -> bool:
    """Bring old matters in: the duty officer's, who registers and passes on what comes."""
    return any(post.unit.kind == Level.BUREAU for post in user.posts_as(R.DUTY_OFFICER))


def can_record_earlier_answer(user: User, case: Case) -> bool:
    """Only on a matter that was brought in; any other is answered by two people (Art 32, 34)."""
    return case.imported_at is not None and _at_bureau(user, case, R.DUTY_OFFICER)


def can_record_delivery(user: User, case: Case) -> bool:
    return _working_on(user, case) or _at_bureau(user, case, R.DUTY_OFFICER)


def can_close(user: User, case: Case) -> bool:
    """Whoever holds the matter, on settlement or proof. A dispute is concluded by the bureau."""
    if case.status == Status.LOCAL:
        return _holding(user, case, R.INFORMATION_OFFICER, R.HANDLER)
    if case.status == Status.REDIRECTED:
        return _at_bureau(user, case, R.DUTY_OFFICER, R.DISCIPLINE)
    return case.status != Status.DISPUTED and _working_on(user, case)


def can_conclude_dispute(user: User, case: Case) -> bool:
    """The bureau's desk calls, never the unit whose answer is disputed."""
    return _at_bureau(user, case, R.DUTY_OFFICER, R.SUPERVISOR)


def can_note(user: User, case: Case) -> bool:
    return can_see(user, case) and not case.is_sealed


def can_reveal(user: User, case: Case) -> bool:
    """See name, telephone and address in clear: with a reason, and logged."""
    nearby = case.status == Status.LOCAL and _holding(user, case, R.INFORMATION_OFFICER)
    return (
        nearby
        or _working_on(user, case)
        or _at_bureau(user, case, R.DUTY_OFFICER, R.SUPERVISOR, R.DISCIPLINE)
    )


def can_reissue_code(user: User, case: Case) -> bool:
    """Give a new code to a person who came with an identity card."""
    return can_reveal(user, case)


def can_see_openings(user: User, case: Case) -> bool:
    """Read who opened a matter; a sealed one shows it to the discipline desk only."""
    return _at_bureau(user, case, R.DUTY_OFFICER, R.SUPERVISOR, R.DISCIPLINE)


def _working_on(user: User, case: Case) -> bool:
    """The handler of the unit that holds it; at the bureau the duty officer is the handler."""
    if case.unit.kind == Level.BUREAU:
        return _holding(user, case, R.HANDLER, R.DUTY_OFFICER)
    return _holding(user, case, R.HANDLER)


def _holding(user: User, case: Case, *codes: RoleCode) -> bool:
    """Holds one of the posts at the very unit that has the matter."""
    at_unit = any(post.unit_id == case.unit_id for post in user.posts_as(*codes))
    return at_unit and can_see(user, case)


def _at_bureau(user: User, case: Case, *codes: RoleCode) -> bool:
    posts = user.posts_as(*codes)
    return any(post.unit.kind == Level.BUREAU for post in posts) and can_see(user, case)
