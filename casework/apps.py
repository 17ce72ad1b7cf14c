from typing import Any

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"

    def ready(self) -> None:
        from casework import jobs  # noqa: F401  registers the recurring job
        from casework.actions.succession import matters_in_hand, take_over
        from units.signals import holdings_asked, unit_closed

        def on_unit_closed(unit: Any, successor: Any, by: Any, at: Any, **kwargs: Any) -> None:
            take_over(unit, successor, by=by, at=at)

        def on_holdings_asked(units: list[int], **kwargs: Any) -> dict[int, int]:
            return matters_in_hand(units)

        unit_closed.connect(on_unit_closed, weak=False, dispatch_uid="casework")
        holdings_asked.connect(on_holdings_asked, weak=False, dispatch_uid="casework")
