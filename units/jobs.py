from datetime import datetime, timedelta

from core.jobs import recurring
from units.spreadsheet.keeping import forget_old


@recurring("forget-network-files", every=timedelta(hours=1))
def forget_network_files(now: datetime) -> None:
    """Delete uploaded spreadsheets and lists of first passwords whose hour has passed."""
    forget_old()
