# SYNTAX TEST "source.python" "SQL ends where the string ends, whatever is open in it"

op.execute("SELECT 'it")
#                  ^^^ source.sql string.quoted.single.sql
#                     ^ string.quoted.single.python - source.sql
#                      ^ punctuation.definition.arguments.end.python - source.sql
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute('SELECT "it')
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("""SELECT 'it""")
#                       ^^^ string.quoted.multi.python - source.sql
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute('''SELECT "it''')
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("SELECT 1 -- it's")
#                    ^^^^^^^ comment.line.double-dash.sql
#                           ^ string.quoted.single.python - source.sql
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("SELECT 1 /* open")
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("""SELECT 1 -- it's
    FROM t
#   ^^^^ source.sql keyword.other.sql - comment
""")
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("SELECT 1 -- a comment\nFROM t")
#                                ^^ constant.character.escape.python
#                                  ^^^^ source.sql keyword.other.sql - comment
op.execute("DO $$ BEGIN RAISE NOTICE 'x")
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("SELECT a[1:2], ARRAY['x', E'y\\'z', `, #, /x/, %r{")
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("SELECT '\\")
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute(r"SELECT '\"")
#                    ^^ source.sql string.quoted.single.sql
#                      ^ string.quoted.single.python - source.sql
after = 1
#     ^ keyword.operator.assignment.python - source.sql
op.execute("never closed
after = 1
#     ^ - meta.embedded.inline.sql
)
after = 1
#     ^ keyword.operator.assignment.python - source.sql
