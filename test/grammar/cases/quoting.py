# SYNTAX TEST "source.python" "every way to write a Python string"

op.execute('SELECT "a b" FROM t')
#           ^^^^^^ source.sql keyword.other.sql
#                  ^^^^^ source.sql string.quoted.double.sql
#                        ^^^^ source.sql keyword.other.sql
op.execute('SELECT \'a b\' FROM t')
#                  ^^^^^^^ source.sql string.quoted.single.sql
#                          ^^^^ source.sql keyword.other.sql
op.execute("SELECT 'a b' FROM t")
#                  ^^^^^ source.sql string.quoted.single.sql
#                        ^^^^ source.sql keyword.other.sql
op.execute("SELECT \"a b\" FROM t")
#                  ^^^^^^^ source.sql string.quoted.double.sql
#                          ^^^^ source.sql keyword.other.sql
op.execute("""SELECT 'a', "b" FROM t""")
#                    ^^^ source.sql string.quoted.single.sql
#                         ^^^ source.sql string.quoted.double.sql
#                             ^^^^ source.sql keyword.other.sql
#                                   ^^^ string.quoted.multi.python - source.sql
op.execute('''SELECT 'a', "b" FROM t''')
#                    ^^^ source.sql string.quoted.single.sql
#                         ^^^ source.sql string.quoted.double.sql
#                             ^^^^ source.sql keyword.other.sql
#                                   ^^^ string.quoted.multi.python - source.sql
op.execute(r"SELECT '\d+'")
#          ^ storage.type.string.python
#            ^^^^^^ source.sql keyword.other.sql
#                    ^^ string.quoted.single.sql - constant.character.escape.python
op.execute(R"SELECT 1")
#            ^^^^^^ source.sql keyword.other.sql
op.execute(u'SELECT 1')
#            ^^^^^^ source.sql keyword.other.sql
op.execute(U'SELECT 1')
#            ^^^^^^ source.sql keyword.other.sql
op.execute(b"SELECT 1")
#            ^^^^^^ source.sql keyword.other.sql
op.execute(Rb"SELECT 1")
#             ^^^^^^ source.sql keyword.other.sql
op.execute(bR"""SELECT 1""")
#               ^^^^^^ source.sql keyword.other.sql
op.execute("SELECT 1\tFROM t\n")
#                   ^^ source.sql constant.character.escape.python
#                     ^^^^ source.sql keyword.other.sql
#                           ^^ source.sql constant.character.escape.python
op.execute("SELECT '\u00e4\N{BULLET}\\'")
#                   ^^^^^^ constant.character.escape.python
#                         ^^^^^^^^^^ constant.character.escape.python
#                                   ^^ constant.character.escape.python
op.execute(
    "UPDATE t "
#    ^^^^^^ source.sql keyword.other.sql
    'SET a = 1 '  # why
#    ^^^ source.sql keyword.other.sql
#                   ^^^ comment.line.number-sign.python
    f"WHERE b = {b} "
#     ^^^^^ source.sql keyword.other.sql
    r"""AND c"""
#       ^^^ source.sql keyword.other.sql
)
op.execute("UPDATE t " "SET a = 1")
#                       ^^^ source.sql keyword.other.sql
op.execute("UPDATE " + table + " SET a = 1")
#           ^^^^^^ source.sql keyword.other.sql
#                      ^^^^^ - source.sql
#                                ^^^ source.sql keyword.other.sql
op.execute(("UPDATE t " "SET a = 1"))
#            ^^^^^^ source.sql keyword.other.sql
#                        ^^^ source.sql keyword.other.sql
op.execute("UPDATE t \
    SET a = 'b \
    c'")
#   ^^ source.sql string.quoted.single.sql
op.execute("UPDATE t " \
    "SET a = 1")
#    ^^^ source.sql keyword.other.sql
op.execute("")
#          ^^ string.quoted.single.python
op.execute("""""")
#          ^^^^^^ string.quoted.multi.python
after = "SELECT"
#        ^^^^^^ string.quoted.single.python - source.sql
