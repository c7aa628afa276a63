"""What is known while a request is carried out."""

import threading


class Cancelled(KeyboardInterrupt):
    """Not an Exception: a migration that survives errors must not survive this one."""


class Run:
    def __init__(self, request, send):
        self.request = request
        self.send = send
        self.revision = None  # The one that is running now.
        self.answered = False  # Whether env.py came as far as context.run_migrations().
        self.cancelling = False
        self.over = threading.Event()
        self.connections = {}  # Open ones, by id.
        self.connect_again = None  # Makes another connection with the same parameters.
        self.backend_pid = None

    def stop_if_cancelled(self):
        if self.cancelling:
            raise Cancelled("cancelled before the next statement")
