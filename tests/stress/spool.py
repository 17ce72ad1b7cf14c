"""A gateway that writes down what it takes, outside of the portal's folder."""

import os
import time

# Milliseconds before the gateway has it, and before it says so: a kill may come in either.
TAKES, ANSWERS = 0.02, 0.01


class Spool:
    """Takes a message by adding its identifier to a file, in one write."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        time.sleep(TAKES)
        spool = os.open(os.environ["STRESS_SPOOL"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(spool, f"{message_id}\n".encode())
        finally:
            os.close(spool)
        time.sleep(ANSWERS)
