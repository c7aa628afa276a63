"""What upgrade() and downgrade() of migration files do, as Python's own parser sees it.

The second opinion on `alembic-pilot operations`: it shares the definition of an operation with
src/core/revisions (docs/cli.md) and nothing else. Reads {"files": [path...]} from standard input and
prints {"results": [{"file", "upgrade": [row...], "downgrade": [row...]} or {"file", "error"}]}.

Python 3.8 or newer, standard library only.
"""
import ast
import json
import signal
import sys

QUIET = {"f", "get_bind", "get_context", "inline_literal", "batch_alter_table",
         "register_operation", "implementation_for"}
SENDING = {"execute", "exec_driver_sql", "executemany", "scalar", "scalars"}
STAYS_CONNECTION = {"connect", "connection", "begin", "begin_nested", "cursor", "execution_options",
                    "raw_connection", "get_bind", "engine", "bind", "__enter__",
                    "sync_connection", "sync_session"}
FIRST_IS_TABLE = {"add_column", "alter_column", "drop_column", "create_table", "drop_table",
                  "create_table_comment", "drop_table_comment", "rename_table", "bulk_insert"}
SECOND_IS_TABLE = {"create_check_constraint", "create_exclude_constraint", "create_foreign_key",
                   "create_index", "create_primary_key", "create_unique_constraint",
                   "drop_constraint", "drop_index"}
TABLE_WORDS = {"table_name", "source_table", "source", "table", "old_table_name", "name", "tablename"}
CONNECTION_WORDS = {"bind", "cursor", "cur"} | {
    under + prefix + word
    for under in ("", "_")
    for prefix in ("", "db", "db_", "sync", "sync_", "async", "async_")
    for word in ("conn", "connection", "session", "engine")
}
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def by_word(name):
    if name in ("op", "alembic_op"):
        return ("op",)
    if name in ("batch", "batch_op"):
        return ("batch", None)
    return ("connection",) if name in CONNECTION_WORDS else None


class Names:
    """The bindings of one function or module, without regard to their order."""

    def __init__(self, node, outer=None):
        self.outer = outer
        self.values = {}  # name -> list of ("value", expr) / ("import", path) / ("function", def) ...
        arguments = getattr(node, "args", None)
        if arguments:
            for argument in (getattr(arguments, "posonlyargs", []) + arguments.args
                             + arguments.kwonlyargs + [arguments.vararg, arguments.kwarg]):
                if argument:
                    self.bind(argument.arg, ("parameter", None))
        body = node.body if isinstance(node.body, list) else [node.body]
        for statement in body:
            self.visit(statement)

    def bind(self, name, what):
        self.values.setdefault(name, []).append(what)

    def targets(self, target, what):
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                self.bind(part.id, what if part is target else ("other", None))

    def visit(self, node):
        if isinstance(node, FUNCTIONS):
            self.bind(node.name, ("function", node))
            return
        if isinstance(node, ast.ClassDef):
            self.bind(node.name, ("class", node))
            return
        if isinstance(node, ast.Lambda) or isinstance(node, LOOPS):
            return
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                self.bind(name, ("import", alias.name if alias.asname else name))
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name == "*" and node.module == "alembic":
                    self.bind("op", ("import", "alembic.op"))
                path = "." * node.level + (node.module + "." if node.module else "") + alias.name
                self.bind(alias.asname or alias.name, ("import", path))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self.targets(target, ("value", node.value))
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            self.targets(node.target, ("value", node.value))
        elif isinstance(node, ast.AugAssign):
            self.targets(node.target, ("other", None))
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.targets(node.target, ("other", None))
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    self.targets(item.optional_vars, ("value", item.context_expr))
        for child in ast.iter_child_nodes(node):
            self.visit(child)

    def find(self, name):
        names = self
        while names is not None:
            if name in names.values:
                return names.values[name], names
            names = names.outer
        return [], None


class Call:
    """How a function was reached."""

    def __init__(self, names, owner=None, parameters=None, via=None, conditional=False):
        self.names = names
        self.owner = owner  # class definition for methods
        self.parameters = parameters or {}
        self.via = via
        self.conditional = conditional
        self.known = {}  # kinds of names, once found
        self.managers = {}  # what the enclosing `with` statements bind


class Reader:
    def __init__(self, tree):
        self.module = Names(tree)
        self.rows = {}
        self.seen = {}

    # ---- what an expression is

    def kind(self, node, call, depth=0):
        if depth > 25:
            return None
        if isinstance(node, ast.Name):
            return self.kind_of_name(node.id, call, depth)
        if isinstance(node, ast.Attribute):
            return self.kind_of_attribute(node, call, depth)
        if isinstance(node, ast.Call):
            return self.kind_of_call(node, call, depth)
        if isinstance(node, ast.Await):
            return self.kind(node.value, call, depth + 1)
        if isinstance(node, ast.NamedExpr):
            return self.kind(node.value, call, depth + 1)
        if isinstance(node, ast.IfExp):
            return self.kind(node.body, call, depth + 1) or self.kind(node.orelse, call, depth + 1)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return self.kind(node.values[0], call, depth + 1)
        return None

    def kind_of_path(self, path):
        if path == "alembic.op":
            return ("op",)
        if path == "alembic.context":
            return ("context",)
        if path.startswith("alembic.op.") and path.count(".") == 2:
            return ("directive", path.split(".")[2], None)
        return ("op",) if path.split(".")[-1] == "op" else None

    def kind_of_name(self, name, call, depth):
        if name in ("self", "cls"):
            return ("instance", call.owner) if call.owner is not None else None
        if name in call.managers:
            return call.managers[name]
        if name not in call.known:
            call.known[name] = None  # what a name that is bound to itself finds
            call.known[name] = self.kind_of_bindings(name, call, depth)
        return call.known[name]

    def kind_of_bindings(self, name, call, depth):
        bindings, where = call.names.find(name)
        for what, value in reversed(bindings):
            found = None
            if what == "import":
                found = self.kind_of_path(value)
            elif what == "function":
                found = ("function", value, where, None)
            elif what == "class":
                found = ("class", value)
            elif what == "parameter":
                found = call.parameters.get(name) if where is call.names else None
            elif what == "value" and not (isinstance(value, ast.Name) and value.id == name):
                inner = call if where is call.names else Call(where, call.owner)
                found = self.kind(value, inner, depth + 1)
            if found:
                return found
        return by_word(name)

    def kind_of_attribute(self, node, call, depth):
        owner = self.kind(node.value, call, depth + 1)
        name = node.attr
        if owner is None:
            path = self.path(node, call)
            found = self.kind_of_path(path) if path else None
            found = found or by_word(name)
            return None if found and found[0] == "batch" else found
        if owner[0] == "op":
            return ("directive", name, None)
        if owner[0] == "batch":
            return ("directive", name, owner)
        if owner[0] == "connection":
            if name in SENDING:
                return ("send",)
            return owner if name in STAYS_CONNECTION else None
        if owner[0] == "context":
            if name == "execute":
                return ("send",)
            if name == "impl":
                return owner
            return ("connection",) if name in ("bind", "connection") else None
        if owner[0] in ("class", "instance"):
            for statement in owner[1].body:
                if isinstance(statement, FUNCTIONS) and statement.name == name:
                    return ("function", statement, self.module, owner[1])
            return by_word(name)
        return None

    def kind_of_call(self, node, call, depth):
        called = self.kind(node.func, call, depth + 1)
        if called and called[0] == "directive":
            if called[1] == "get_bind":
                return ("connection",)
            if called[1] == "get_context":
                return ("context",)
            if called[1] == "batch_alter_table":
                return ("batch", self.argument(node, 0, {"table_name"}))
            return None
        if called and called[0] == "class":
            return ("instance", called[1])
        if called and called[0] == "maker":
            return ("connection",)
        if called and called[0] == "function":
            last = called[1].body[-1]
            if isinstance(last, ast.Return) and last.value is not None:
                return self.kind(last.value, Call(Names(called[1], called[2]), called[3]), depth + 1)
            return None
        if isinstance(node.func, ast.Attribute):
            if node.func.attr == "enter_context" and node.args:
                return self.kind(node.args[0], call, depth + 1)
            owner = self.kind(node.func.value, call, depth + 1)
            if owner and owner[0] == "context":
                if node.func.attr == "get_bind":
                    return ("connection",)
                return owner if node.func.attr == "get_context" else None
            if owner and owner[0] == "connection":
                return owner if node.func.attr in STAYS_CONNECTION else None
        path = self.path(node.func, call) or ""
        last = path.split(".")[-1]
        if path == "getattr" and len(node.args) > 1:
            owner = self.kind(node.args[0], call, depth + 1)
            name = self.text(node.args[1], call)
            if owner and owner[0] in ("op", "batch"):
                return ("directive", name, owner if owner[0] == "batch" else None)
        if path == "typing.cast" and len(node.args) > 1:
            return self.kind(node.args[1], call, depth + 1)
        if path.startswith("alembic.operations") and "Operations" in path.split("."):
            return ("op",)
        if path.endswith("MigrationContext.configure"):
            return ("context",)
        if last in ("Session", "AsyncSession"):
            return ("connection",)
        return ("maker",) if last in ("sessionmaker", "scoped_session") else None

    def path(self, node, call):
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        bindings, _ = call.names.find(node.id)
        root = node.id
        if bindings:
            imports = [value for what, value in bindings if what == "import"]
            if len(imports) != len(bindings):
                return None
            root = imports[-1]
        return ".".join([root] + parts[::-1])

    # ---- literals

    def text(self, node, call, depth=0):
        if depth > 20 or node is None:
            return None
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            bindings, where = call.names.find(node.id)
            if len(bindings) == 1 and bindings[0][0] == "value":
                return self.text(bindings[0][1], Call(where), depth + 1)
            return None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left = self.text(node.left, call, depth + 1)
            right = self.text(node.right, call, depth + 1)
            return None if left is None or right is None else left + right
        if isinstance(node, ast.Call):
            path = self.path(node.func, call) or ""
            if path.split(".")[-1] in ("text", "f", "DDL") and node.args:
                return self.text(node.args[0], call, depth + 1)
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("bindparams", "columns"):
                return self.text(node.func.value, call, depth + 1)
        return None

    def argument(self, node, position, names):
        for keyword in node.keywords:
            if keyword.arg in names:
                return keyword.value
        if len(node.args) > position and not any(
                isinstance(value, ast.Starred) for value in node.args[:position + 1]):
            return node.args[position]
        return None

    def table(self, node, call):
        if isinstance(node, ast.Name):
            bindings, where = call.names.find(node.id)
            if len(bindings) == 1 and isinstance(bindings[0][1], ast.Call):
                return self.table(bindings[0][1], Call(where))
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("table", "Table", "create_table"):
                return self.text(node.args[0], call)
        return self.text(node, call)

    # ---- the walk

    def read(self, definition, names, call, depth=0):
        key = (definition, call.conditional, str(sorted((k, v[0]) for k, v in call.parameters.items())))
        count = self.seen.get(definition, 0)
        if key in self.seen or depth > 30 or count >= 8:
            return
        self.seen[key] = 1
        self.seen[definition] = count + 1
        self.returned = False
        for statement in definition.body if isinstance(definition.body, list) else [definition.body]:
            self.walk(statement, call, call.conditional, depth)
        self.returned = False

    def walk(self, node, call, conditional, depth):
        if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            return
        if isinstance(node, ast.Return):
            if node.value is not None:
                self.walk(node.value, call, conditional, depth)
            self.returned = True
            return
        if isinstance(node, ast.Call):
            self.call(node, call, conditional or self.returned, depth)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.mention(node, call, conditional or self.returned, depth)
        if isinstance(node, (ast.If, ast.While)):
            self.walk(node.test, call, conditional, depth)
            for child in node.body + node.orelse:
                self.walk(child, call, True, depth)
            return
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.walk(node.iter, call, conditional, depth)
            for child in node.body + node.orelse:
                self.walk(child, call, True, depth)
            return
        if isinstance(node, (ast.With, ast.AsyncWith)):
            suppressed = False
            before = dict(call.managers)
            for item in node.items:
                self.walk(item.context_expr, call, conditional, depth)
                manager = item.context_expr
                if isinstance(item.optional_vars, ast.Name):
                    name = item.optional_vars.id
                    call.managers[name] = self.kind(manager, call) or by_word(name)
                if isinstance(manager, ast.Call):
                    suppressed |= self.path(manager.func, call) == "contextlib.suppress"
            for child in node.body:
                self.walk(child, call, conditional or suppressed, depth)
            call.managers = before
            return
        if type(node).__name__ == "Match":
            self.walk(node.subject, call, conditional, depth)
            for case in node.cases:
                for child in case.body:
                    self.walk(child, call, True, depth)
            return
        branches = (ast.Try, ast.IfExp, ast.BoolOp) + LOOPS
        inside = conditional or isinstance(node, branches) or type(node).__name__ == "TryStar"
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Call) and child is node.func and isinstance(child, ast.Name):
                continue
            self.walk(child, call, inside, depth)

    def call(self, node, call, conditional, depth):
        kind = self.kind(node.func, call)
        if kind is None:
            return self.dispatch(node, call, conditional, depth)
        if kind[0] == "directive" and kind[1] is not None and kind[1] not in QUIET:
            self.add(node, kind[1], kind[2], call, conditional)
        elif kind[0] == "send":
            self.add(node, "execute", None, call, conditional)
        elif kind[0] == "function":
            self.enter(kind, node, call, conditional, depth)
        elif kind[0] == "class":
            for statement in kind[1].body:
                if isinstance(statement, FUNCTIONS) and statement.name == "__init__":
                    self.enter(("function", statement, self.module, kind[1]), node, call, conditional, depth)

    def enter(self, kind, node, call, conditional, depth):
        definition = kind[1]
        names = [argument.arg for argument in definition.args.args]
        if kind[3] is not None and names[:1] in (["self"], ["cls"]):
            names = names[1:]
        parameters = {}
        if node is not None:
            given = list(zip(names, node.args)) + [(k.arg, k.value) for k in node.keywords if k.arg]
            for name, value in given:
                role = self.kind(value, call)
                if role:
                    parameters[name] = role
        returned, self.returned = self.returned, False
        reached = Call(Names(definition, kind[2]), kind[3], parameters, definition.name, conditional)
        self.read(definition, kind[2], reached, depth + 1)
        self.returned = returned

    def mention(self, node, call, conditional, depth):
        kind = self.kind(node, call)
        if kind and kind[0] == "function":
            self.enter(kind, None, call, conditional, depth)

    def dispatch(self, node, call, conditional, depth):
        """globals()["upgrade_%s" % name]() and eval("upgrade_%s" % name)()."""
        func = node.func
        key = None
        if isinstance(func, ast.Subscript) and isinstance(func.value, ast.Call):
            if getattr(func.value.func, "id", "") == "globals":
                key = func.slice
        if isinstance(func, ast.Call) and getattr(func.func, "id", "") == "eval" and func.args:
            key = func.args[0]
        start = None
        if isinstance(key, ast.BinOp) and isinstance(key.left, ast.Constant):
            start = str(key.left.value).split("%")[0]
        elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            start = key.values[0].value
        if start:
            for name, bindings in self.module.values.items():
                if name.startswith(start) and bindings[-1][0] == "function":
                    self.enter(("function", bindings[-1][1], self.module, None), node, call, conditional, depth)

    def add(self, node, name, batch, call, conditional):
        row = {"name": name, "line": node.lineno, "batch": batch is not None,
               "conditional": conditional, "via": call.via}
        row["opaque"] = any(isinstance(value, ast.Starred) for value in node.args) or any(
            keyword.arg is None for keyword in node.keywords)
        if name == "execute":
            row["sql"] = self.text(self.argument(node, 0, {"sqltext", "statement", "sql", "clause"}), call)
        elif batch is not None:
            row["table"] = self.text(batch[1], call)
        elif name in FIRST_IS_TABLE:
            row["table"] = self.table(self.argument(node, 0, TABLE_WORDS), call)
        elif name in SECOND_IS_TABLE:
            row["table"] = self.table(self.argument(node, 1, TABLE_WORDS - {"name"}), call)
        if name in SECOND_IS_TABLE:
            named = self.argument(node, 0, {"constraint_name", "index_name"})
            if not (isinstance(named, ast.Constant) and named.value is None) and named is not None:
                row["object"] = self.text(named, call)
        if name in ("add_column", "alter_column", "drop_column"):
            where = self.argument(node, 0 if batch else 1, {"column", "column_name"})
            row["column"] = self.text(where, call)
            if isinstance(where, ast.Name):
                bindings, _ = call.names.find(where.id)
                if len(bindings) == 1 and isinstance(bindings[0][1], ast.Call):
                    where = bindings[0][1]
            source = node if name == "alter_column" else None
            if isinstance(where, ast.Call) and (self.path(where.func, call) or "").endswith(("Column", "column")):
                row["column"] = self.text(self.argument(where, 0, {"name"}), call)
                source = where if name == "add_column" else None
            row["seen"] = source is not None
            for keyword in source.keywords if source is not None else []:
                if keyword.arg == "nullable" and isinstance(keyword.value, ast.Constant):
                    row["nullable"] = keyword.value.value
                if keyword.arg == "server_default":
                    row["serverDefault"] = ast.dump(keyword.value)
        place = (node.lineno, node.col_offset)
        before = self.rows.get(place)
        if before:
            row["conditional"] = row["conditional"] and before["conditional"]
            row["via"] = before["via"]
            if row.get("table") != before.get("table"):
                row["table"] = None
        self.rows[place] = row


def read_file(path):
    with open(path, "rb") as stream:
        tree = ast.parse(stream.read())
    result = {"file": path}
    for direction in ("upgrade", "downgrade"):
        reader = Reader(tree)
        kind = reader.kind(ast.Name(direction, ast.Load()), Call(reader.module))
        result[direction] = []
        if kind and kind[0] == "function":
            reader.returned = False
            reader.read(kind[1], kind[2], Call(Names(kind[1], kind[2])))
            result[direction] = list(reader.rows.values())
    return result


# One file that calls its helpers through many paths must not hold up all the others.
SECONDS_PER_FILE = 20


def too_long(_signal, _frame):
    raise OSError("reading it took longer than %d seconds" % SECONDS_PER_FILE)


def main():
    sys.setrecursionlimit(20000)
    results = []
    signal.signal(signal.SIGALRM, too_long)
    for path in json.load(sys.stdin)["files"]:
        signal.alarm(SECONDS_PER_FILE)
        try:
            results.append(read_file(path))
        except (SyntaxError, ValueError, RecursionError, MemoryError, OSError) as error:
            results.append({"file": path, "error": "%s: %s" % (type(error).__name__, error)})
    signal.alarm(0)
    json.dump({"results": results}, sys.stdout)


main()
