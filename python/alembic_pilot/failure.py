"""What went wrong, as facts."""

import os
import re
import sysconfig
import traceback

from alembic_pilot.channel import mask

MESSAGE_LIMIT = 4000
TRACEBACK_LIMIT = 6000


def describe_failure(error):
    original = getattr(error, "orig", None)
    text = re.sub(r"^<class '[^']*'>: ", "", str(error if original is None else original))
    facts = {
        "type": type(error).__name__,
        "message": mask(text).strip()[:MESSAGE_LIMIT],
        "traceback": mask("".join(lines_of(error)))[-TRACEBACK_LIMIT:],
    }
    for cause in causes(error):
        code = getattr(cause, "pgcode", None) or getattr(cause, "sqlstate", None)
        if code:
            facts.setdefault("sqlstate", code)
        statement = getattr(cause, "statement", None)
        if isinstance(statement, str):
            facts.setdefault("statement", mask(statement)[:MESSAGE_LIMIT])
    if isinstance(error, ImportError):
        facts["module"] = error.name
    place = place_of(error)
    if place and facts["type"] != "CommandError":
        facts["at"] = place
    return facts


def lines_of(error):
    return traceback.format_exception(type(error), error, error.__traceback__)


def causes(error):
    """The exception, the driver's own one in it, and what led to it."""
    while error is not None:
        yield error
        inner = getattr(error, "orig", None)
        if isinstance(inner, BaseException):
            yield inner
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


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
