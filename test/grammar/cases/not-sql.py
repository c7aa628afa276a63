# SYNTAX TEST "source.python" "calls that have nothing to do with SQL, and later arguments"

print("select 1")
#      ^^^^^^ string.quoted.single.python - source.sql
op.create_table("select")
#                ^^^^^^ string.quoted.single.python - source.sql
op.drop_table('select')
#              ^^^^^^ string.quoted.single.python - source.sql
loop.execute("select 1")
#             ^^^^^^ string.quoted.single.python - source.sql
shop.execute("select 1")
#             ^^^^^^ string.quoted.single.python - source.sql
task.execute("select 1")
#             ^^^^^^ string.quoted.single.python - source.sql
execute("select 1")
#        ^^^^^^ string.quoted.single.python - source.sql
widget.text("select 1")
#            ^^^^^^ string.quoted.single.python - source.sql
context("select 1")
#        ^^^^^^ string.quoted.single.python - source.sql
plaintext("select 1")
#          ^^^^^^ string.quoted.single.python - source.sql
op.execute_later("select 1")
#                 ^^^^^^ string.quoted.single.python - source.sql
conn.execute = "select 1"
#               ^^^^^^ string.quoted.single.python - source.sql
text = "select 1"
#       ^^^^^^ string.quoted.single.python - source.sql
# op.execute("select 1")
#             ^^^^^^ comment.line.number-sign.python - source.sql
doc = 'op.execute("select 1")'
#                  ^^^^^^ string.quoted.single.python - source.sql
doc = """
op.execute("select 1")
#           ^^^^^^ string.quoted.multi.python - source.sql
"""

def text(value="select 1"):
#               ^^^^^^ string.quoted.single.python - source.sql
    pass
#   ^^^^ keyword.control.flow.python

conn.execute(text("SELECT :a"), {"select": "from"})
#                  ^^^^^^ source.sql keyword.other.sql
#                                 ^^^^^^ string.quoted.single.python - source.sql
#                                           ^^^^ string.quoted.single.python - source.sql
conn.execute("SELECT 1", ["select"], key="from", **more("select"))
#                          ^^^^^^ string.quoted.single.python - source.sql
#                                         ^^^^ string.quoted.single.python - source.sql
#                                                        ^^^^^^ string.quoted.single.python - source.sql
op.execute(build("select"))
#                 ^^^^^^ string.quoted.single.python - source.sql
op.execute(queries["select"])
#                   ^^^^^^ string.quoted.single.python - source.sql
op.execute(table.insert().values({"select": 1}))
#                                  ^^^^^^ string.quoted.single.python - source.sql
op.execute("SELECT %s" % ("select",))
#           ^^^^^^ source.sql keyword.other.sql
#                          ^^^^^^ string.quoted.single.python - source.sql
op.execute("SELECT {a}".format(a="select"))
#                  ^^^ source.sql constant.character.format.placeholder.other.python
#                                 ^^^^^^ string.quoted.single.python - source.sql
#                                       ^^ - source.sql
op.execute(sql)
after = "select"
#        ^^^^^^ string.quoted.single.python - source.sql
