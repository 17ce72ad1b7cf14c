from .network_import import NetworkImport
from .organ import Organ
from .post import Post
from .unit import Unit, span
from .user import User

__all__ = ["NetworkImport", "Organ", "Post", "Unit", "User", "span"]
