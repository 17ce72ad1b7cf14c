"""What casework tells the apps above it. They listen in their apps.py."""

from django.dispatch import Signal

# Sent inside the transaction that wrote the event. Arguments: event.
event_recorded = Signal()
