"""Runs Alembic with an unmodified env.py and reports what happens, one JSON object per line.

Sent over standard input to the project's own interpreter, so it needs no file where Alembic runs.
Then follow the length of the request and the request itself:

    {"mark": text, "do": "alembic" | "query" | "identity", "argv": [...], "trace": bool,
     "redirect": {host, port, user, password, database}, "queries": [{"sql"}], "timeoutMs": int}

Standard input stays open while the caller is interested: its end means cancel. Lines of the former
standard output that begin with `mark` are events; whatever env.py prints arrives as `output`.
Python 3.8+, the standard library, and the project's own Alembic (1.8+) and SQLAlchemy (1.4+).
"""

import codecs
import json
import os
import re
import signal
import socket
import struct
import sys
import sysconfig
import threading
import time
import traceback

SECRETS = re.compile(r"(://[^\s:/@]*:)[^\s@]+(?=@)|(\bpassword\s*[=:]\s*)('[^']*'|\"[^\"]*\"|[^\s,;)]+)", re.I)
CANCEL_GRACE_SECONDS = 10
SQL_LIMIT = 4000


class Cancelled(KeyboardInterrupt):
    """Not an Exception: a migration that survives errors must not survive this one."""


class Run:
    """What is known while the command runs."""

    def __init__(self, request, send):
        self.request = request
        self.send = send
        self.revision = None
        self.cancelling = False
        self.over = threading.Event()
        self.connections = {}
        self.connect_again = None
        self.redirected = set()
        self.backend = None
        self.answered = False

    def stop_if_cancelled(self):
        if self.cancelling:
            raise Cancelled("cancelled before the next statement")


# ---- the channel -----------------------------------------------------------------------------


def mask(text):
    return SECRETS.sub(lambda found: (found.group(1) or found.group(2)) + "***", text)


def open_channel(mark):
    """Takes standard output for events. Returns what sends one."""
    channel, lock = os.dup(1), threading.Lock()

    def send(event, **fields):
        line = mark + json.dumps(dict(event=event, **fields), default=str) + "\n"
        data = line.encode("ascii")
        with lock:
            try:
                while data:
                    data = data[os.write(channel, data) :]
            except OSError:
                pass  # Nobody listens any more; the end of standard input says so too.

    return send


def forward_output(send):
    """What env.py prints becomes `output`. Returns what waits until all of it was sent."""
    readable, writable = os.pipe()
    sys.stdout.flush()
    os.dup2(writable, 1)
    os.close(writable)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")

    def pump():
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while True:
            chunk = os.read(readable, 65536)
            text = decoder.decode(chunk, final=not chunk)
            if text:
                send("output", stream="stdout", text=mask(text))
            if not chunk:
                return

    thread = threading.Thread(target=pump, daemon=True)
    thread.start()

    def finish():
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(2, 1)
        thread.join(2)  # A child process that env.py left behind may hold the pipe open.

    return finish


# ---- what Alembic does -----------------------------------------------------------------------


def hook_alembic(run):
    from alembic.runtime.environment import EnvironmentContext

    original = EnvironmentContext.__init__

    def init(self, config, script, **options):
        if options.get("fn"):
            options["fn"] = observe(run, options["fn"])
        original(self, config, script, **options)

    EnvironmentContext.__init__ = init


def observe(run, work):
    """Alembic calls `work` once a connection is there, and consumes the steps that it yields."""

    def steps(heads, context):
        if context.as_sql or context.connection is None:
            for step in work(heads, context):
                yield step
            return
        announce_database(run, context, heads)
        if run.request["do"] == "query" and not run.answered:
            run.send("rows", results=read(context.connection, run.request))
        run.answered = True
        if run.request["do"] != "alembic":
            return
        for step in work(heads, context):
            facts = describe_step(step.info)
            run.revision = facts["revision"]
            run.stop_if_cancelled()
            run.send("step", phase="start", **facts)
            yield step  # Comes back when the step has run and the version table is written.
            run.send("step", phase="done", **facts)
            run.revision = None

    return steps


def describe_step(info):
    direction = "stamp" if info.is_stamp else "upgrade" if info.is_upgrade else "downgrade"
    return {
        "direction": direction,
        "revision": info.up_revision_id,
        "from": list(info.source_revision_ids),
        "to": list(info.destination_revision_ids),
    }


# ---- which database --------------------------------------------------------------------------


def ask(connection, sql):
    """Rows of a query, past SQLAlchemy's events, in the connection's own transaction."""
    cursor = connection.connection.cursor()
    try:
        execute(cursor, sql)
        return cursor.fetchall()
    finally:
        cursor.close()


def execute(cursor, sql):
    if type(cursor).__module__.startswith("pg8000"):
        sql = sql.replace("%", "%%")  # It looks for placeholders even where there are no arguments.
    cursor.execute(sql)


def literal(text):
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def announce_database(run, context, heads):
    connection = context.connection
    if connection.dialect.name != "postgresql":
        run.send("database", dialect=connection.dialect.name)
        return
    # Asked in two steps: a refused function would abort the transaction.
    database, user, version, pid, may_ask = ask(
        connection,
        "SELECT current_database()::text, current_user::text,"
        " current_setting('server_version_num')::int, pg_backend_pid(),"
        " has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()')::oid, 'EXECUTE')",
    )[0]
    system = None
    if may_ask:
        system = ask(connection, "SELECT system_identifier::text FROM pg_control_system()")[0][0]
    schema, table = context.version_table_schema, context.version_table
    exists = ask(
        connection,
        "SELECT count(*) FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p', 'v', 'f') AND c.relname = %s AND %s"
        % (
            literal(table),
            "pg_catalog.pg_table_is_visible(c.oid)"
            if schema is None
            else "n.nspname = " + literal(str(schema)),
        ),
    )[0][0]
    host, port = address_of(connection)
    run.backend = pid
    check_redirect(run, database)
    run.send(
        "database",
        dialect="postgresql",
        driver=connection.dialect.driver,
        database=database,
        user=user,
        host=host,
        port=port,
        serverVersion=version,
        systemIdentifier=system,
        backendPid=pid,
        versionTable={"name": table, "schema": schema, "exists": exists > 0, "rows": list(heads)},
    )


def driver_of(dbapi_connection):
    """The driver's own connection, below SQLAlchemy's adapters of asynchronous drivers."""
    for name in ("driver_connection", "dbapi_connection", "_connection"):
        inner = getattr(dbapi_connection, name, None)
        if inner is not None and inner is not dbapi_connection:
            return driver_of(inner)
    return dbapi_connection


def address_of(connection):
    """Host and port as the client knows them; host None for a socket."""
    driver = driver_of(connection.connection)
    info = getattr(driver, "info", None)
    host, port = getattr(info, "host", None), getattr(info, "port", None)
    if info is None or isinstance(info, dict):
        url = connection.engine.url
        host, port = url.host, url.port
        address = getattr(driver, "_addr", None)
        if isinstance(address, tuple):
            host, port = address
        elif address:
            host = None
    return (None if not host or host.startswith("/") else host), (int(port) if port else None)


def read(connection, request):
    """Answers queries in a read-only transaction that is rolled back, whatever happens."""
    dbapi = connection.connection
    cursor = dbapi.cursor()

    def value(sql):
        execute(cursor, sql)
        return cursor.fetchall()[0][0]

    execute(cursor, "SET TRANSACTION READ ONLY")
    # Where env.py asked for AUTOCOMMIT that had no effect, and there is no transaction yet.
    own = value("SELECT current_setting('transaction_read_only')") != "on"
    if own:
        execute(cursor, "BEGIN READ ONLY")
    try:
        execute(cursor, "SET LOCAL statement_timeout = %d" % request.get("timeoutMs", 30000))
        wrap = "SELECT coalesce(json_agg(pilot_row), '[]')::text FROM (%s\n) AS pilot_row"
        return [json.loads(value(wrap % query["sql"])) for query in request["queries"]]
    finally:
        if own:
            execute(cursor, "ROLLBACK")
        dbapi.rollback()


# ---- what SQLAlchemy does --------------------------------------------------------------------


def hook_sqlalchemy(run):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from sqlalchemy.pool import Pool

    redirect = run.request.get("redirect")
    trace = Trace() if run.request.get("trace") else None
    started = [0.0]

    def do_connect(dialect, record, cargs, cparams):
        run.stop_if_cancelled()
        if not redirect:
            run.connect_again = lambda: dialect.connect(*cargs, **cparams)
            return None
        target = redirect_parameters(dialect, dict(cparams), redirect)
        run.connect_again = lambda: dialect.connect(**target)
        connection = run.connect_again()
        run.redirected.add(id(connection))
        return connection

    def connected(dbapi_connection, record):
        if redirect and id(dbapi_connection) not in run.redirected:
            raise RuntimeError(
                "env.py makes its connection by itself (creator=...), so it cannot be sent to"
                " another database"
            )
        run.connections[id(dbapi_connection)] = dbapi_connection

    def closed(dbapi_connection, record):
        run.connections.pop(id(dbapi_connection), None)

    def before(connection, cursor, statement, parameters, context, many):
        run.stop_if_cancelled()
        if trace and run.revision and not trace.known:
            trace.look(connection)
        started[0] = time.perf_counter()

    def after(connection, cursor, statement, parameters, context, many):
        if not run.revision:
            return
        facts = {"revision": run.revision, "sql": mask(statement[:SQL_LIMIT])}
        facts["durationMs"] = round((time.perf_counter() - started[0]) * 1000, 3)
        facts["rowCount"] = cursor.rowcount if cursor.rowcount >= 0 else None
        if trace:
            facts.update(trace.look(connection))
        run.send("statement", **facts)

    event.listen(Engine, "do_connect", do_connect)
    event.listen(Pool, "connect", connected)
    event.listen(Pool, "close", closed)
    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    event.listen(Engine, "commit", lambda connection: run.stop_if_cancelled())


def redirect_parameters(dialect, parameters, target):
    """The project's own parameters with the address replaced, and what only fits the old one gone."""
    old = "dsn service servicefile passfile hostaddr unix_sock krbsrvname gssencmode channel_binding"
    for name in list(parameters):
        if name in old.split() or name.startswith(("ssl", "target_session", "direct_tls")):
            del parameters[name]
    for name in ("PGHOSTADDR", "PGSERVICE", "PGSSLMODE", "PGPASSFILE", "PGCHANNELBINDING"):
        os.environ.pop(name, None)
    for name in ("host", "port", "user", "password"):
        parameters[name] = target[name]
    spelled = "dbname" if dialect.driver.startswith("psycopg") else "database"
    for name in ("dbname", "database"):
        parameters.pop(name, None)
    parameters[spelled] = target["database"]
    return parameters


def check_redirect(run, database):
    redirect = run.request.get("redirect")
    if redirect and database != redirect["database"]:
        raise RuntimeError(
            "asked for the database %r but env.py is connected to %r" % (redirect["database"], database)
        )


class Trace:
    """Which locks a statement took and which relations it rewrote."""

    SNAPSHOT = """
        SELECT c.oid::bigint, n.nspname || '.' || c.relname, c.relkind::text, c.relfilenode::bigint,
               ARRAY_TO_STRING(ARRAY(
                 SELECT l.mode FROM pg_catalog.pg_locks l
                 WHERE l.relation = c.oid AND l.pid = pg_catalog.pg_backend_pid() AND l.granted
                   AND l.locktype = 'relation'), ' ')
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
          AND c.relkind IN ('r', 'p', 'm', 'i', 'I', 'S', 'v')"""

    def __init__(self):
        self.known = {}
        self.held = set()
        self.first = None

    def look(self, connection):
        rows = ask(connection, self.SNAPSHOT)
        if self.first is None:
            self.first = {oid for oid, _, _, _, _ in rows}
        locks, rewritten, held = [], [], set()
        for oid, name, kind, node, modes in rows:
            for mode in modes.split():
                held.add((oid, mode))
                if (oid, mode) not in self.held:
                    existed = oid in self.first
                    locks.append({"relation": name, "kind": kind, "mode": mode, "existed": existed})
            if oid in self.known and self.known[oid] != node:
                rewritten.append(name)
        self.known = {oid: node for oid, _, _, node, _ in rows}
        self.held = held
        return {"locks": locks, "rewritten": rewritten}


# ---- cancel ----------------------------------------------------------------------------------


def watch_input(run):
    """Keeps the end of standard input for us: hooks and subprocesses of env.py get an empty one."""
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
    run.cancelling = True
    began = time.monotonic()
    while time.monotonic() < began + (CANCEL_GRACE_SECONDS if run.connections else 2):
        for connection in list(run.connections.values()):
            # In threads of their own: a server that is away must not hold up the deadline.
            threading.Thread(target=cancel_query, args=(run, connection), daemon=True).start()
        if run.over.wait(1):
            return
        interrupt_main()
    if run.connections:
        run.send("failed", type="CancelTimeout", message="a statement may still be running")
    else:
        run.send("cancelled", message="there was no connection")
    os._exit(70)


def interrupt_main():
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()


def cancel_query(run, connection):
    driver = driver_of(connection)
    try:
        if hasattr(driver, "cancel"):  # psycopg2, psycopg
            driver.cancel()
        elif hasattr(driver, "_protocol"):
            send_cancel_request(driver)
        elif run.connect_again and run.backend:
            other = run.connect_again()
            other.cursor().execute("SELECT pg_cancel_backend(%d)" % run.backend)
            other.close()
    except Exception as error:  # Tried again until the deadline, which is then reported.
        print("cancel: %s" % mask(str(error)), file=sys.stderr)


def send_cancel_request(driver):
    """asyncpg cancels from inside its event loop only; PostgreSQL takes the request from anybody."""
    address, protocol = driver._addr, driver._protocol
    message = struct.pack("!iiii", 16, 80877102, protocol.backend_pid, protocol.backend_secret)
    if isinstance(address, tuple):
        connection = socket.create_connection(address, 5)
    else:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address)
    with connection:
        connection.sendall(message)
        connection.recv(1)


# ---- how it ended ----------------------------------------------------------------------------


def causes(error):
    while error is not None:
        yield error
        inner = getattr(error, "orig", None)
        if isinstance(inner, BaseException):
            yield inner
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def describe_failure(error):
    original = getattr(error, "orig", None)
    text = re.sub(r"^<class '[^']*'>: ", "", str(error if original is None else original))
    facts = {"type": type(error).__name__, "message": mask(text).strip()[:SQL_LIMIT]}
    for cause in causes(error):
        code = getattr(cause, "pgcode", None) or getattr(cause, "sqlstate", None)
        statement = getattr(cause, "statement", None)
        if code and "sqlstate" not in facts:
            facts["sqlstate"] = code
        if isinstance(statement, str) and "statement" not in facts:
            facts["statement"] = mask(statement)[:SQL_LIMIT]
    if isinstance(error, ImportError):
        facts["module"] = error.name
    place = place_of(error)
    if place and facts["type"] != "CommandError":
        facts["at"] = place
    lines = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    facts["traceback"] = mask(lines)[-6000:]
    return facts


def place_of(error):
    """The innermost line of the project's own code, 1-based."""
    if isinstance(error, SyntaxError) and error.filename:
        return {"file": error.filename, "line": error.lineno}
    library = sysconfig.get_paths()["stdlib"]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = frame.filename
        foreign = re.search(r"[/\\](site|dist)-packages[/\\]", name) or name.startswith(library)
        if os.path.isfile(name) and not foreign:
            return {"file": os.path.abspath(name), "line": frame.lineno}
    return None


def run_alembic(run):
    """Returns the exit code that the `alembic` script would have had, and what failed."""
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


def main():
    received = sys.stdin.buffer
    request = json.loads(received.read(int(received.readline())).decode("utf-8"))
    run = Run(request, open_channel(request["mark"]))
    finish = forward_output(run.send)
    watch_input(run)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.path and sys.path[0] == "":
        sys.path[0] = os.path.dirname(sys.executable)  # As the `alembic` script beside it has it.
    argv = request["argv"] if request["do"] == "alembic" else request["argv"] + ["current"]
    sys.argv = [os.path.join(os.path.dirname(sys.executable), "alembic")] + argv
    try:
        code, error = run_alembic(run)
    except KeyboardInterrupt as interrupt:
        code, error = 1, interrupt
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run.over.set()
    finish()
    if run.cancelling and code:
        run.send("cancelled", message="" if error is None else mask(str(error))[:SQL_LIMIT])
    elif error is not None:
        run.send("failed", **describe_failure(error))
    run.send("exit", code=code)
    sys.exit(code)


main()
