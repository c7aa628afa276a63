# SYNTAX TEST "source.python" "holes of f-strings are Python"

op.execute(f"SELECT {len(names)} FROM {schema}.t")
#          ^ storage.type.string.python
#            ^^^^^^ source.sql keyword.other.sql
#                   ^ meta.embedded.expression.python constant.character.format.placeholder.other.python
#                    ^^^ meta.embedded.expression.python support.function.builtin.python
#                              ^ meta.embedded.expression.python constant.character.format.placeholder.other.python
#                                ^^^^ source.sql keyword.other.sql - meta.embedded.expression.python
#                                       ^^^^^^ meta.embedded.expression.python
op.execute(sa.text(f"""
    UPDATE {table!r:>{width}} SET a = '{value}'
#          ^ constant.character.format.placeholder.other.python
#           ^^^^^ meta.embedded.expression.python
#                ^^ storage.type.format.python
#                             ^^^ source.sql keyword.other.sql
#                                     ^ string.quoted.single.sql punctuation.definition.string.begin.sql
#                                       ^^^^^ string.quoted.single.sql meta.embedded.expression.python
#                                             ^ string.quoted.single.sql punctuation.definition.string.end.sql
    WHERE b = {', '.join(names)} AND c
#              ^^^^ meta.embedded.expression.python string.quoted.single.python
#                                ^^^ source.sql keyword.other.sql
    -- {comment} here
#   ^^ comment.line.double-dash.sql
#       ^^^^^^^ comment.line.double-dash.sql meta.embedded.expression.python
#                ^^^^ comment.line.double-dash.sql - meta.embedded.expression.python
"""))
# <--- string.quoted.multi.python - source.sql
op.execute(F'SELECT {{a}}, {b["c"]}')
#                   ^^ source.sql constant.character.escape.python
#                        ^ - meta.embedded.expression.python
#                           ^ meta.embedded.expression.python
#                              ^ string.quoted.single.python
op.execute(rf"SELECT '\d{n}' FROM t")
#                     ^^ string.quoted.single.sql - constant.character.escape.python
#                        ^ meta.embedded.expression.python
#                            ^^^^ source.sql keyword.other.sql
op.execute(fR'''SELECT {n=}''')
#                       ^ meta.embedded.expression.python
#                        ^ storage.type.format.python
op.execute("SELECT '{n}'")
#                   ^^^ string.quoted.single.sql - meta.embedded.expression.python
op.execute(f"SELECT {n")
after = "SELECT"
# <----- - source.sql
#        ^^^^^^ string.quoted.single.python - source.sql
