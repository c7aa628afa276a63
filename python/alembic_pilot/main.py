"""Carries out one request:

    {"mark": text, "do": "alembic" | "query" | "identity", "argv": [...], "trace": bool,
     "redirect": {host, port, user, password, database}, "queries": [{"sql"}], "timeoutMs": int}

`argv` is what stands after `alembic`; for `query` and `identity` only what names the configuration.
Standard input stays open while the caller is interested: its end means cancel. Lines of standard
output that begin with `mark` are events. Works with Alembic 1.8+ and SQLAlchemy 1.4+.
"""

import os
import signal
import sys
import traceback

from alembic_pilot.cancel import watch_input
from alembic_pilot.channel import forward_output, mask, open_channel
from alembic_pilot.engines import hook_sqlalchemy
from alembic_pilot.failure import describe_failure
from alembic_pilot.run import Run
from alembic_pilot.steps import hook_alembic


def main(request):
    run = Run(request, open_channel(request["mark"]))
    finish = forward_output(run.send)
    watch_input(run)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    pretend_to_be_alembic(request)
    try:
        code, error = run_alembic(run)
    except KeyboardInterrupt as interrupt:
        code, error = 1, interrupt
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run.over.set()
    finish()
    if run.cancelling and code:
        run.send("cancelled", message="" if error is None else mask(str(error)))
    elif error is not None:
        run.send("failed", **describe_failure(error))
    run.send("exit", code=code)
    sys.exit(code)


def pretend_to_be_alembic(request):
    """The arguments and the import path that the `alembic` script beside the interpreter has."""
    scripts = os.path.dirname(sys.executable)
    if sys.path and sys.path[0] == "":
        sys.path[0] = scripts
    # `current` reads the same configuration as any command, and changes nothing.
    command = [] if request["do"] == "alembic" else ["current"]
    sys.argv = [os.path.join(scripts, "alembic")] + request["argv"] + command


def run_alembic(run):
    """Returns the exit code that the `alembic` script would have had, and the exception if any."""
    try:
        import alembic
        import alembic.config
        import sqlalchemy

        run.send(
            "hello",
            python=sys.version.split()[0],
            executable=sys.executable,
            alembic=alembic.__version__,
            sqlalchemy=sqlalchemy.__version__,
            pid=os.getpid(),
        )
        hook_alembic(run)
        hook_sqlalchemy(run)
        alembic.config.main()
        if run.request["do"] != "alembic" and not run.answered:
            raise RuntimeError("env.py ended without calling context.run_migrations()")
        return 0, None
    except SystemExit as stop:
        # Alembic ends by sys.exit while it handles its own CommandError.
        code = 0 if stop.code is None else stop.code & 255 if isinstance(stop.code, int) else 1
        context = stop.__context__
        return code, context if code and type(context).__module__.startswith("alembic") else None
    except BaseException as error:
        if not run.cancelling:
            sys.stderr.write(mask(traceback.format_exc()))
        return 1, error
