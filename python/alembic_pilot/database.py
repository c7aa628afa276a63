"""Which database env.py is connected to, and read-only queries over that connection."""

import json

from alembic_pilot.drivers import address_of, execute

IDENTITY = """
    SELECT current_database()::text, current_user::text,
           current_setting('server_version_num')::int, pg_backend_pid(),
           has_function_privilege(
             to_regprocedure('pg_catalog.pg_control_system()')::oid, 'EXECUTE')"""
SYSTEM = "SELECT system_identifier::text FROM pg_catalog.pg_control_system()"
TABLE = """
    SELECT count(*) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'f') AND c.relname = %s AND %s"""
AS_JSON = "SELECT coalesce(json_agg(pilot_row), '[]')::text FROM (%s\n) AS pilot_row"


def ask(connection, sql):
    """Rows of a query, past SQLAlchemy's events, in the connection's own transaction."""
    cursor = connection.connection.cursor()
    try:
        execute(cursor, sql)
        return cursor.fetchall()
    finally:
        cursor.close()


def literal(text):
    return "'" + str(text).replace("'", "''") + "'"


def announce_database(run, context, heads):
    """Sends `database`; refuses one that a redirect did not mean."""
    connection = context.connection
    if connection.dialect.name != "postgresql":
        run.send("database", dialect=connection.dialect.name)
        return
    # Asked in two steps: a refused function would abort the transaction.
    database, user, version, pid, may_ask = ask(connection, IDENTITY)[0]
    run.backend_pid = pid
    redirect = run.request.get("redirect")
    if redirect and database != redirect["database"]:
        message = "asked for the database %r but env.py is connected to %r"
        raise RuntimeError(message % (redirect["database"], database))
    host, port = address_of(connection)
    run.send(
        "database",
        dialect="postgresql",
        driver=connection.dialect.driver,
        database=database,
        user=user,
        host=host,
        port=port,
        serverVersion=version,
        systemIdentifier=ask(connection, SYSTEM)[0][0] if may_ask else None,
        backendPid=pid,
        versionTable=describe_version_table(context, heads),
    )


def describe_version_table(context, heads):
    name, schema = context.version_table, context.version_table_schema
    visible = "pg_catalog.pg_table_is_visible(c.oid)"
    place = "n.nspname = %s" % literal(schema) if schema else visible
    exists = ask(context.connection, TABLE % (literal(name), place))[0][0] > 0
    return {"name": name, "schema": schema, "exists": exists, "rows": list(heads)}


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
        return [json.loads(value(AS_JSON % query["sql"])) for query in request["queries"]]
    finally:
        if own:
            execute(cursor, "ROLLBACK")
        dbapi.rollback()
