"""Says what Alembic's own ScriptDirectory makes of configurations.

Standard input: JSON {"root": folder, "projects": [{"kind", "config", "section", "directory",
"scriptLocation", "recursive"}]}. Standard output: JSON {"alembic": version, "results": [...]}, a
result being {"loads": true, "revisions": [...], "heads": [...], ...} or {"loads": false, "error":
text, "environment": true if only something that is not installed is missing}. With the argument
--stubs, all imported modules but the standard library, Alembic and SQLAlchemy are replaced by
objects that answer everything, so that histories load without the packages of their projects
(literals of modules in reach are kept); what such an object gives to an identifier reads
"anything"; a statement of a migration that fails for that is passed over. Each project has its own
process.
"""
import ast
import contextlib
import importlib.abc
import importlib.machinery
import json
import os
import signal
import sys
import traceback
import types
import warnings

import alembic
import alembic.util
from alembic.config import Config
from alembic.script import ScriptDirectory

SECONDS = 120


class AnyBase:
    """Stands in as a base class."""

    def __init__(self, *args, **kwargs):
        pass

    def __init_subclass__(cls, **kwargs):
        pass


class Anything(str):
    """Stands in for whatever a missing module would have offered."""

    def __new__(cls, *args, **kwargs):
        return str.__new__(cls, "anything")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kwargs):
        # As a decorator it gives back what it decorates.
        is_decorator = len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType))
        return args[0] if is_decorator else Anything()

    def __getitem__(self, key):
        return Anything()

    def __mro_entries__(self, bases):
        return () if any(base is not self for base in bases) else (AnyBase,)

    def __enter__(self):
        return Anything()

    def __exit__(self, *args):
        return False

    def __or__(self, other):
        return Anything()

    __ror__ = __add__ = __radd__ = __mod__ = __or__

    def __lt__(self, other):
        return False

    __gt__ = __le__ = __ge__ = __lt__


class StubModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        whole = self.__name__ + "." + name
        if importlib.machinery.PathFinder.find_spec(whole, self.__path__):
            return importlib.import_module(whole)
        return Anything()


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The first finder asked: it makes what is not the platform's."""

    real = {"alembic", "sqlalchemy", "mako", "markupsafe", "typing_extensions", "greenlet"}

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in self.real or top in sys.stdlib_module_names:
            return None
        spec = importlib.machinery.ModuleSpec(name, self, is_package=True)
        try:
            found = importlib.machinery.PathFinder.find_spec(name, path)
        except Exception:
            found = None
        if found:
            spec.loader_state = found.origin
            spec.submodule_search_locations = list(found.submodule_search_locations or [])
        return spec

    def create_module(self, spec):
        return StubModule(spec.name)

    def exec_module(self, module):
        """Sets what the source of the real module, if there is one, binds to literals."""
        origin = module.__spec__.loader_state
        if not origin or not origin.endswith(".py"):
            return
        with open(origin, "rb") as file:
            tree = ast.parse(file.read(), origin)
        for statement in tree.body:
            if not isinstance(statement, ast.Assign):
                continue
            try:
                value = ast.literal_eval(statement.value)
            except ValueError:
                continue
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    setattr(module, target.id, value)


def load_bit_by_bit(folder, filename):
    """Like alembic.util.load_python_file, but a statement that fails does not end the module."""
    path = os.path.join(str(folder), str(filename))
    with open(path, "rb") as file:
        tree = ast.parse(file.read(), path)
    module = types.ModuleType(os.path.basename(path).replace(".", "_"))
    module.__file__ = path
    module.__doc__ = ast.get_docstring(tree, clean=False)
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        code = compile(ast.Module([statement], []), path, "exec", dont_inherit=True)
        try:
            exec(code, module.__dict__)
        except Exception:
            pass
    return module


def as_list(value):
    if value is None:
        return []
    return [str(item) for item in ([value] if isinstance(value, str) else value)]


def make_directory(project):
    if project["kind"] == "env":
        folders = project["versionLocations"]
        if project["recursive"]:
            folders = sorted(root for top in folders for root, _, _ in os.walk(top))
        return ScriptDirectory(project["scriptLocation"], version_locations=folders)
    if project["kind"] == "pyproject":
        ini = os.path.join(os.path.dirname(project["config"]), "alembic.ini")
        return ScriptDirectory.from_config(
            Config(ini if os.path.exists(ini) else None, toml_file=project["config"])
        )
    toml = os.path.join(os.path.dirname(project["config"]), "pyproject.toml")
    options = {"toml_file": toml} if os.path.exists(toml) and hasattr(Config, "toml_alembic_config") else {}
    config = Config(project["config"], ini_section=project.get("section") or "alembic", **options)
    if "--stubs" in sys.argv:
        name_paths(config, project)
    try:
        return ScriptDirectory.from_config(config)
    except Exception as error:
        # Flask-Migrate sets the option itself.
        if "No 'script_location' key" not in str(error):
            raise
        config.set_main_option("script_location", project["scriptLocation"].replace("%", "%%"))
        return ScriptDirectory.from_config(config)


def name_paths(config, project):
    """Replaces package:directory, for which the package would have to be imported."""
    section = config.config_ini_section
    options = {
        "script_location": project["scriptLocation"],
        "version_locations": " ".join(project["versionLocations"]),
    }
    for name, path in options.items():
        written = config.file_config.get(section, name, fallback="")
        if ":" in written and not os.path.isabs(written):
            config.set_main_option(name, path.replace("%", "%%"))


def describe(directory, warned):
    revisions = directory.revision_map
    revisions._revision_map
    scripts = {}
    for name, script in revisions._revision_map.items():
        if script is not None and name == script.revision:
            scripts[script.revision] = script
    return {
        "loads": True,
        "scriptLocation": os.path.realpath(str(directory.dir)),
        "versionLocations": [os.path.realpath(str(path)) for path in directory._version_locations],
        "revisions": [
            {
                "revision": script.revision,
                "down": as_list(script.down_revision),
                "dependsOn": as_list(script.dependencies),
                "branchLabels": as_list(script._orig_branch_labels),
                "labels": sorted(str(label) for label in script.branch_labels),
                "message": script.doc,
                "file": os.path.realpath(script.path),
                "head": script.is_head,
                "branchPoint": script.is_branch_point,
                "mergePoint": script.is_merge_point,
            }
            for script in scripts.values()
        ],
        "heads": list(revisions.heads),
        "effectiveHeads": list(revisions._real_heads),
        "bases": list(revisions.bases),
        "warnings": [str(warning.message) for warning in warned],
    }


def load(project, root):
    os.chdir(project["directory"])
    above = project["directory"]
    while above.startswith(root):
        sys.path.extend([above, os.path.join(above, "src")])
        if above == os.path.dirname(above):
            break
        above = os.path.dirname(above)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            directory = make_directory(project)
            if "--stubs" in sys.argv:
                sys.meta_path.insert(0, StubFinder())
                alembic.util.load_python_file = load_bit_by_bit
            return describe(directory, warned)
        except BaseException as error:
            text = "".join(traceback.format_exception_only(type(error), error)).strip()
            environment = isinstance(error, ImportError) or is_foreign(error, project)
            return {"loads": False, "error": text, "environment": environment}


def is_foreign(error, project):
    """True if it was raised while a migration imported or used something that is not its own."""
    if isinstance(error, SyntaxError):
        return not (error.filename or "").startswith(tuple(project["versionLocations"]))
    frames = traceback.extract_tb(error.__traceback__)
    return any(frame.name == "<module>" for frame in frames)


def in_own_process(project, root):
    sys.stdout.flush()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        signal.alarm(SECONDS)
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            result = load(project, root)
        with os.fdopen(write_end, "w") as out:
            json.dump(result, out, default=str)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    lost = {"loads": False, "error": "the process ended without a result", "environment": True}
    return json.loads(text) if text else lost


def main():
    request = json.load(sys.stdin)
    results = [in_own_process(project, request["root"]) for project in request["projects"]]
    json.dump({"alembic": alembic.__version__, "results": results}, sys.stdout)


main()
