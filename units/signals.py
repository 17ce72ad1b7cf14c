"""What the network tells the apps above it, and asks them. They listen in their apps.py."""

from django.dispatch import Signal

# A unit closes: what it holds goes to its successor. Sent inside the import's transaction.
# Arguments: unit, successor (None when it holds nothing), by (None on the terminal), at.
unit_closed = Signal()

# How much would a successor have to take over? Argument: units (their ids).
# Each receiver answers {unit id: number}; what holds nothing may be left out.
holdings_asked = Signal()
