"""Which locks a statement took and which relations it rewrote."""

from alembic_pilot.database import ask

SNAPSHOT = """
    SELECT c.oid::bigint, n.nspname || '.' || c.relname, c.relkind::text, c.relfilenode::bigint,
           array_to_string(ARRAY(
             SELECT l.mode FROM pg_catalog.pg_locks l
             WHERE l.relation = c.oid AND l.pid = pg_catalog.pg_backend_pid() AND l.granted
               AND l.locktype = 'relation'), ' ')
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND c.relkind IN ('r', 'p', 'm', 'i', 'I', 'S', 'v')"""


class Trace:
    def __init__(self):
        self.first = None  # The relations that were there before the run.
        self.nodes = {}  # The file of each relation, after the last look.
        self.held = set()

    def look(self, connection):
        """Locks that were not held, and relations whose file was another one, at the last look."""
        rows = ask(connection, SNAPSHOT)
        if self.first is None:
            self.first = {oid for oid, _, _, _, _ in rows}
        held = {(oid, mode) for oid, _, _, _, modes in rows for mode in modes.split()}
        locks = [
            {"relation": name, "kind": kind, "mode": mode, "existed": oid in self.first}
            for oid, name, kind, _, modes in rows
            for mode in modes.split()
            if (oid, mode) not in self.held
        ]
        rewritten = [name for oid, name, _, node, _ in rows if self.nodes.get(oid, node) != node]
        self.held = held
        self.nodes = {oid: node for oid, _, _, node, _ in rows}
        return {"locks": locks, "rewritten": rewritten}
