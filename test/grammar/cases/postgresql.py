# SYNTAX TEST "source.python" "what is recognized of PostgreSQL's SQL"

op.execute("""
    CREATE TABLE IF NOT EXISTS media_assets (
#   ^^^^^^ keyword.other.sql
#                ^^^^^^^^^^^^^ keyword.other.sql
#                              ^^^^^^^^^^^^ source.sql - keyword.other.sql
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
#          ^^^^ storage.type.sql
#               ^^^^^^^^^^^ keyword.other.sql
#                                   ^^^^^^^^^^^^^^^ support.function.sql
        name text NOT NULL, type varchar(20), value jsonb, "order" int4,
#       ^^^^ source.sql - keyword.other.sql storage.type.sql
#            ^^^^ storage.type.sql
#                 ^^^ keyword.other.sql
#                     ^^^^ constant.language.sql
#                           ^^^^ source.sql - keyword.other.sql
#                                ^^^^^^^ storage.type.sql
#                                             ^^^^^ source.sql - keyword.other.sql
#                                                   ^^^^^ storage.type.sql
#                                                          ^^^^^^^ string.quoted.double.sql
        created_at timestamp with time zone, price numeric(10, 2)
#                  ^^^^^^^^^^^^^^^^^^^^^^^^ storage.type.sql
#                                                          ^^ constant.numeric.sql
    );
    /* a block */ CREATE INDEX CONCURRENTLY ix ON t USING gin (data jsonb_path_ops) -- why
#   ^^^^^^^^^^^^^ comment.block.sql
#                              ^^^^^^^^^^^^ keyword.other.sql
#                                                                                   ^^^^^^ comment.line.double-dash.sql
    ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'gltf'
#   ^^^^^^^^^^ keyword.other.sql
#                             ^^^^^^^^^ keyword.other.sql
#                                                     ^^^^^^ string.quoted.single.sql
    INSERT INTO t VALUES (:a, :b_2, x::text, '12:30'::time, $1) ON CONFLICT DO NOTHING
#                         ^^ variable.parameter.bind.sql
#                             ^^^^ variable.parameter.bind.sql
#                                    ^^ keyword.operator.sql - variable.parameter.bind.sql
#                                      ^^^^ storage.type.sql - variable.parameter.bind.sql
#                                             ^^^ string.quoted.single.sql - variable.parameter.bind.sql
#                                                           ^^ variable.parameter.sql
#                                                               ^^^^^^^^^^^ keyword.other.sql
    SELECT data->>'key', a.select, count(*), now() - interval '1 day', TRUE
#              ^^^ keyword.operator.sql
#                          ^^^^^^ - keyword.other.sql
#                                  ^^^^^ support.function.sql
#                                                    ^^^^^^^^ storage.type.sql
#                                                                      ^^^^ constant.language.sql
    DO $body$ BEGIN IF x THEN RAISE EXCEPTION 'no'; END IF; END $body$ LANGUAGE plpgsql
#      ^^^^^^ punctuation.definition.string.dollar.sql
#                             ^^^^^ keyword.other.sql
#                                                                               ^^^^^^^ keyword.other.sql
    WHERE a LIKE '%s' AND b = %(name)s AND c = %s AND d % 2 = 0
#                 ^^ string.quoted.single.sql - constant.character.format
#                             ^^^^^^^^ constant.character.format.placeholder.other.python
#                                              ^^ constant.character.format.placeholder.other.python
#                                                       ^ keyword.operator.sql
    AND t \:\: text
#         ^^^^ - variable.parameter.bind.sql
""")
