from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from units.roles import RoleCode

from .post import Post


class User(AbstractUser):
    """A member of staff. What they may do comes from their posts, never from `is_superuser`."""

    name = models.CharField(_("name"), max_length=40, blank=True)
    # Signed in with the password on a printed slip: nothing else opens before it is replaced.
    must_choose_password = models.BooleanField(_("must choose a password"), default=False)
    first_name = None
    last_name = None

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def current_posts(self) -> list[Post]:
        """Posts held today with their units, one query per request."""
        return list(Post.objects.current().filter(user=self).select_related("unit__organ"))

    def holds(self, *codes: RoleCode) -> bool:
        return any(post.role in codes for post in self.current_posts)

    def posts_as(self, *codes: RoleCode) -> list[Post]:
        return [post for post in self.current_posts if post.role in codes]
