"""The end of standard input cancels: also when the caller, or the way to it, is killed."""

import os
import signal
import sys
import threading
import time

from alembic_pilot.channel import mask
from alembic_pilot.drivers import cancel_query

GRACE_SECONDS = 10
GRACE_SECONDS_UNCONNECTED = 2


def watch_input(run):
    """Keeps standard input for us: hooks and subprocesses of env.py get an empty one."""
    mine, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch():
        while os.read(mine, 4096):
            pass
        if not run.over.is_set():
            cancel(run)

    threading.Thread(target=watch, daemon=True).start()


def cancel(run):
    """Cancels what the server executes and interrupts Python, until the run is over.

    From here on no statement and no commit is let through (`Run.stop_if_cancelled`).
    """
    run.cancelling = True
    began = time.monotonic()
    while time.monotonic() < began + (
        GRACE_SECONDS if run.connections else GRACE_SECONDS_UNCONNECTED
    ):
        for connection in list(run.connections.values()):
            # In threads of their own: a server that is away must not hold up the deadline.
            threading.Thread(target=cancel_at_server, args=(run, connection), daemon=True).start()
        if run.over.wait(1):
            return
        interrupt_main()
    if run.connections:
        run.send("failed", type="CancelTimeout", message="a statement may still be running")
    else:
        run.send("cancelled", message="there was no connection")
    os._exit(70)


def cancel_at_server(run, connection):
    try:
        if not cancel_query(connection) and run.connect_again and run.backend_pid:
            other = run.connect_again()
            other.cursor().execute("SELECT pg_cancel_backend(%d)" % run.backend_pid)
            other.close()
    except Exception as error:  # Tried again until the deadline, which is then reported.
        print("cancel: %s" % mask(str(error)), file=sys.stderr)


def interrupt_main():
    if hasattr(signal, "pthread_kill"):  # Also ends a system call, such as sleep.
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()
