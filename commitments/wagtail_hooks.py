from wagtail import hooks

from commitments.viewsets import CommitmentViewSet, commitments


@hooks.register("register_admin_viewset")
def register_commitments() -> CommitmentViewSet:
    return commitments
