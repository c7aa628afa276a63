# SYNTAX TEST "source.python" "calls whose first argument is SQL"

op.execute("SELECT 1")
#  ^^^^^^^ meta.function-call.python meta.function-call.generic.python - source.sql
#         ^ punctuation.definition.arguments.begin.python
#          ^ punctuation.definition.string.begin.python - source.sql
#           ^^^^^^ source.python meta.embedded.inline.sql source.sql keyword.other.sql
#                  ^ source.sql constant.numeric.sql
#                   ^ punctuation.definition.string.end.python - source.sql
#                    ^ punctuation.definition.arguments.end.python - source.sql

sa.text("now()")
#  ^^^^ meta.function-call.generic.python
#        ^^^ source.sql support.function.sql

text("now()")
# <---- meta.function-call.generic.python
#     ^^^ source.sql support.function.sql

sa_text("now()")
#        ^^^ source.sql support.function.sql

sqlalchemy.text("now()")
#                ^^^ source.sql support.function.sql

conn.execute(text("DELETE FROM t"))
#            ^^^^ meta.function-call.python meta.function-call.generic.python
#                  ^^^^^^ source.sql keyword.other.sql
#                               ^ punctuation.definition.string.end.python - source.sql
#                                ^^ punctuation.definition.arguments.end.python - source.sql

conn.execute("DELETE FROM t")
#             ^^^^^^ source.sql keyword.other.sql
connection.execute("DELETE FROM t")
#                   ^^^^^^ source.sql keyword.other.sql
bind.execute("DELETE FROM t")
#             ^^^^^^ source.sql keyword.other.sql
session.execute("DELETE FROM t")
#                ^^^^^^ source.sql keyword.other.sql
self._conn.execute("DELETE FROM t")
#                   ^^^^^^ source.sql keyword.other.sql
await async_session.execute("DELETE FROM t")
#                            ^^^^^^ source.sql keyword.other.sql
batch_op.execute("DELETE FROM t")
#                 ^^^^^^ source.sql keyword.other.sql
cursor.executemany("DELETE FROM t WHERE id = %s", [("delete",)])
#                   ^^^^^^ source.sql keyword.other.sql
#                                            ^^ constant.character.format.placeholder.other.python
#                                                    ^^^^^^ string.quoted.single.python - source.sql
connection.exec_driver_sql("DELETE FROM t")
#                           ^^^^^^ source.sql keyword.other.sql
whatever.exec_driver_sql("DELETE FROM t")
#                         ^^^^^^ source.sql keyword.other.sql
op.get_bind().execute("DELETE FROM t")
#  ^^^^^^^^ meta.function-call.generic.python
#                      ^^^^^^ source.sql keyword.other.sql
op.get_bind().execution_options(isolation_level="AUTOCOMMIT").execute("DELETE FROM t")
#                                                ^^^^^^^^^^ string.quoted.single.python - source.sql
#                                                                      ^^^^^^ source.sql keyword.other.sql
sa.DDL("DROP TABLE t")
#       ^^^^ source.sql keyword.other.sql
DDL("DROP TABLE t")
#    ^^^^ source.sql keyword.other.sql

rows = conn.execute(sa.text("SELECT id FROM t")).fetchall()
#                            ^^^^^^ source.sql keyword.other.sql
#                                                ^^^^^^^^ meta.function-call.generic.python - source.sql

sa.Column("created", sa.DateTime(), server_default=sa.text("now()"))
#          ^^^^^^^ string.quoted.single.python - source.sql
#                                                           ^^^ source.sql support.function.sql

op.create_index("ix", "t", ["a"], postgresql_where=sa.text("a IS NOT NULL"))
#                ^^ string.quoted.single.python - source.sql
#                                                             ^^ source.sql keyword.other.sql

op.execute(
    "UPDATE t SET a = 1"
#    ^^^^^^ source.sql keyword.other.sql
)

op.execute(  # a comment
#            ^ comment.line.number-sign.python
    sa.text(
        # another
#         ^ comment.line.number-sign.python
        """
        UPDATE t
#       ^^^^^^ source.sql keyword.other.sql
        SET a = 1
#       ^^^ source.sql keyword.other.sql
        """
#       ^^^ string.quoted.multi.python - source.sql
    )
#   ^ punctuation.definition.arguments.end.python
)
# <- punctuation.definition.arguments.end.python
after = "SELECT"
# <----- - source.sql
#        ^^^^^^ string.quoted.single.python - source.sql

(
    op.get_bind()
    .execute("SELECT 1")
#             ^^^^^^ source.sql keyword.other.sql
)

op.execute(sqltext="SELECT 1")
#          ^^^^^^^ variable.parameter.function-call.python
#                   ^^^^^^ source.sql keyword.other.sql

op.execute(textwrap.dedent("SELECT 1"))
#                           ^^^^^^ source.sql keyword.other.sql
