"""How new staff first sign in: a password on a slip of paper, good for choosing another."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from units.models import User

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # typed from paper: none is taken for another
# 59 bits drawn at random need no slow hash, and fifteen hundred slow ones would hold up the
# database for minutes. Django hashes anew, at its own strength, when the person signs in.
_ROUNDS = 1000


@dataclass(frozen=True)
class FirstLogin:
    """What is written on the slip; the password is stored nowhere else."""

    username: str
    name: str
    unit: str
    password: str


def give_first_password(user: User) -> str:
    """Set a drawn password that must be replaced at once. The caller saves the user."""
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(3))
    password = "-".join(groups)
    hasher = PBKDF2PasswordHasher()
    user.password = hasher.encode(password, hasher.salt(), iterations=_ROUNDS)
    user.must_choose_password = True
    return password
