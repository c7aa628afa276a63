"""What differs between psycopg2, psycopg, asyncpg and pg8000."""

import re
import socket
import struct


OF_OLD_ADDRESS = re.compile(
    "dsn$|service|passfile$|hostaddr$|unix_sock$|krb|gss|channel_binding$|ssl|direct_tls"
    "|target_session"
)


def driver_of(dbapi_connection):
    """The driver's own connection, below SQLAlchemy's adapters of asynchronous drivers."""
    for name in ("driver_connection", "dbapi_connection", "_connection"):
        inner = getattr(dbapi_connection, name, None)
        if inner is not None and inner is not dbapi_connection:
            return driver_of(inner)
    return dbapi_connection


def execute(cursor, sql):
    if type(cursor).__module__.startswith("pg8000"):
        sql = sql.replace("%", "%%")  # It looks for placeholders even where there are no arguments.
    cursor.execute(sql)


def address_of(connection):
    """Host and port of a SQLAlchemy connection as the client knows them; host None for a socket."""
    driver = driver_of(connection.connection)
    info = getattr(driver, "info", None)
    if hasattr(info, "host"):
        host, port = info.host, info.port
    elif hasattr(driver, "_addr"):  # asyncpg
        host, port = driver._addr if isinstance(driver._addr, tuple) else (None, None)
    else:
        host, port = connection.engine.url.host, connection.engine.url.port
    return (None if not host or host.startswith("/") else host), (int(port) if port else None)


def cancel_query(dbapi_connection):
    """Asks the server to cancel what this connection runs. False if the driver has no way."""
    driver = driver_of(dbapi_connection)
    if hasattr(driver, "cancel"):  # psycopg2, psycopg
        driver.cancel()
    elif hasattr(driver, "_protocol"):  # asyncpg
        send_cancel_request(driver)
    else:
        return False
    return True


def send_cancel_request(driver):
    """asyncpg cancels inside its event loop only; PostgreSQL takes the request from anybody."""
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


def redirect_parameters(dialect, parameters, target):
    """The connection's own parameters with another address, without what only fits the old one."""
    kept = {name: value for name, value in parameters.items() if not OF_OLD_ADDRESS.match(name)}
    for name in ("host", "port", "user", "password"):
        kept[name] = target.get(name)
    for name in ("dbname", "database"):
        kept.pop(name, None)
    kept["dbname" if dialect.driver.startswith("psycopg") else "database"] = target["database"]
    return kept
