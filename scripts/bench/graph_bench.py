"""Says how long ScriptDirectory takes for a history: the best of several runs, in processor time.

Standard input: JSON {"config": path, "rounds": number}. Standard output: JSON {"milliseconds": n}.
Run with -B, so that each run compiles the files, as a first run does.
"""
import json
import sys
import time
import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory


def main():
    request = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    best = None
    for _ in range(request["rounds"]):
        start = time.process_time()
        directory = ScriptDirectory.from_config(Config(request["config"]))
        directory.revision_map._revision_map
        taken = (time.process_time() - start) * 1000
        best = taken if best is None else min(best, taken)
    json.dump({"milliseconds": best}, sys.stdout)


main()
