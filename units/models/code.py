import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another


def draw_code() -> str:
    """A code for a unit or organ that was given none; no two are alike."""
    return "U" + "".join(secrets.choice(_SIGNS) for _sign in range(9))
