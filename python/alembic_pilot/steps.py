"""Alembic's steps, reported as they run; or, in their place, answers that change nothing."""

from alembic_pilot.database import announce_database, read


def hook_alembic(run):
    """Every command hands its work to EnvironmentContext as `fn`: there it is replaced."""
    from alembic.runtime.environment import EnvironmentContext

    original = EnvironmentContext.__init__

    def init(self, config, script, **options):
        if options.get("fn"):
            options["fn"] = observe(run, options["fn"])
        original(self, config, script, **options)

    EnvironmentContext.__init__ = init


def observe(run, work):
    """Alembic calls `work` once a connection is there, and consumes the steps that it yields."""

    def steps(heads, context):
        if context.as_sql or context.connection is None:
            for step in work(heads, context):
                yield step
            return
        announce_database(run, context, heads)
        if run.request["do"] == "query" and not run.answered:
            run.send("rows", results=read(context.connection, run.request))
        run.answered = True
        if run.request["do"] != "alembic":
            return
        for step in work(heads, context):
            facts = describe_step(step.info)
            run.revision = facts["revision"]
            run.stop_if_cancelled()
            run.send("step", phase="start", **facts)
            yield step  # Comes back when the step has run and the version table is written.
            run.send("step", phase="done", **facts)
            run.revision = None

    return steps


def describe_step(info):
    direction = "stamp" if info.is_stamp else "upgrade" if info.is_upgrade else "downgrade"
    return {
        "direction": direction,
        "revision": info.up_revision_id,
        "from": list(info.source_revision_ids),
        "to": list(info.destination_revision_ids),
    }
