"""SQLAlchemy's events: connections, redirected or not, and statements."""

import os
import time

from alembic_pilot.channel import mask
from alembic_pilot.drivers import redirect_parameters
from alembic_pilot.trace import Trace

SQL_LIMIT = 4000
STRONGER_THAN_PARAMETERS = "PGHOSTADDR PGSERVICE PGSSLMODE PGPASSFILE PGCHANNELBINDING"


def hook_sqlalchemy(run):
    hook_connections(run)
    hook_statements(run)


def hook_connections(run):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from sqlalchemy.pool import Pool

    redirect = run.request.get("redirect")
    redirected = set()
    if redirect:
        for name in STRONGER_THAN_PARAMETERS.split():
            os.environ.pop(name, None)

    def do_connect(dialect, record, cargs, cparams):
        run.stop_if_cancelled()
        if not redirect:
            run.connect_again = lambda: dialect.connect(*cargs, **cparams)
            return None
        target = redirect_parameters(dialect, cparams, redirect)
        run.connect_again = lambda: dialect.connect(**target)
        connection = run.connect_again()
        redirected.add(id(connection))
        return connection

    def connected(connection, record):
        if redirect and id(connection) not in redirected:
            raise RuntimeError(
                "env.py makes its connection by itself (creator=...), so it cannot be sent to"
                " another database"
            )
        run.connections[id(connection)] = connection

    def closed(connection, record):
        run.connections.pop(id(connection), None)

    event.listen(Engine, "do_connect", do_connect)
    event.listen(Pool, "connect", connected)
    event.listen(Pool, "close", closed)


def hook_statements(run):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    trace = Trace() if run.request.get("trace") else None
    started = [0.0]

    def before(connection, cursor, statement, parameters, context, many):
        run.stop_if_cancelled()
        if trace and run.revision and trace.first is None:
            trace.look(connection)
        started[0] = time.perf_counter()

    def after(connection, cursor, statement, parameters, context, many):
        if not run.revision:
            return
        milliseconds = (time.perf_counter() - started[0]) * 1000
        run.send(
            "statement",
            revision=run.revision,
            sql=mask(statement[:SQL_LIMIT]),
            durationMs=round(milliseconds, 3),
            rowCount=cursor.rowcount if cursor.rowcount >= 0 else None,
            **(trace.look(connection) if trace else {}),
        )

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    event.listen(Engine, "commit", lambda connection: run.stop_if_cancelled())
