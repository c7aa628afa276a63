"""Alembic Pilot's bridge: starts the package `alembic_pilot` in the project's own interpreter.

Everything arrives on standard input, so that no file is needed where Alembic runs, e.g. in a
container: this text, read and run by the loader on the command line; then, each after a line with
its length in bytes, the modules of the package (a JSON object from names to texts) and the request
(`alembic_pilot.main` has its form). Python 3.8+ and its standard library.
"""

import importlib.abc
import importlib.util
import json
import sys

received = sys.stdin.buffer


def receive():
    return json.loads(received.read(int(received.readline())).decode("utf-8"))


class Sent(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports modules from what was sent."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self) if name in self.sources else None

    def is_package(self, name):
        return name == "alembic_pilot"

    def get_source(self, name):
        return self.sources[name]

    def get_code(self, name):
        return compile(self.sources[name], "<%s>" % name, "exec")


sys.meta_path.insert(0, Sent(receive()))

from alembic_pilot.main import main  # noqa: E402

main(receive())
