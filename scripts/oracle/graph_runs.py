"""Runs upgrade and downgrade commands of the real Alembic on made-up histories.

Standard input: JSON list of {"revisions": [{"revision", "down", "dependsOn", "branchLabels"}],
"commands": [["upgrade" | "downgrade", target] | ["stamp", [ids]]]}. Standard output: JSON
{"alembic": version, "results": [[{"steps": [ids], "rows": [ids]} | {"error": text}]]}. Each
history has a SQLite database of its own, in memory; the bodies of the migrations are empty.
"""
import json
import os
import sys
import tempfile
import types
import warnings

import alembic
import sqlalchemy
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionMap


def make_script(entry):
    module = types.ModuleType("m")
    module.revision = entry["revision"]
    module.down_revision = tuple(entry["down"]) or None
    module.depends_on = tuple(entry["dependsOn"]) or None
    module.branch_labels = tuple(entry["branchLabels"]) or None
    module.upgrade = lambda: None
    module.downgrade = lambda: None
    return Script(module, entry["revision"], entry["revision"] + ".py")


def run_command(directory, connection, name, target):
    steps = []

    def plan(heads, _context):
        if name == "upgrade":
            found = directory._upgrade_revs(target, heads)
        elif name == "stamp":
            return directory._stamp_revs(target, heads)
        else:
            found = directory._downgrade_revs(target, heads)
        steps.extend(step.revision.revision for step in found)
        return found

    context = MigrationContext.configure(connection, opts={"fn": plan})
    with context.begin_transaction():
        context.run_migrations()
    return {"steps": steps, "rows": sorted(context.get_current_heads())}


def run_history(folder, history):
    directory = ScriptDirectory(folder)
    scripts = [make_script(entry) for entry in history["revisions"]]
    directory.revision_map = RevisionMap(lambda: iter(scripts))
    engine = sqlalchemy.create_engine("sqlite://")
    results = []
    with engine.connect() as connection:
        for name, target in history["commands"]:
            try:
                results.append(run_command(directory, connection, name, target))
            except Exception as error:  # what Alembic raises is the result
                results.append({"error": "%s: %s" % (type(error).__name__, error)})
    return results


def main():
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "versions"))
        results = [run_history(folder, history) for history in json.load(sys.stdin)]
    json.dump({"alembic": alembic.__version__, "results": results}, sys.stdout)


main()
