"""What running a Python text binds revision, down_revision, branch_labels and depends_on to.

Reads {"texts": [text...]} from standard input, prints {"results": [[id, [down...], [label...],
[dependency...], message]...]}. Only for texts of this project's own tests: it runs them.
"""
import json
import sys


def as_list(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def run(text):
    names = {"__name__": "revision"}
    exec(compile(text.encode("utf-8"), "revision.py", "exec"), names)
    doc = (names.get("__doc__") or "").strip().split("\n\n")[0]
    lists = [as_list(names.get(name)) for name in ("down_revision", "branch_labels", "depends_on")]
    return [names["revision"]] + lists + [doc]


json.dump({"results": [run(text) for text in json.load(sys.stdin)["texts"]]}, sys.stdout)
