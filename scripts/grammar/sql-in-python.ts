import { sqlStrings } from './sql-strings.js';
import { sqlWords } from './sql-words.js';
import { groups, include, type Grammar, type Rule } from './textmate.js';

/** Names that stand before `.execute(` where SQL is executed; the last words of them count. */
const executors = [
  ...['\\bop', '_op', 'conn', 'connection', 'bind', 'engine', 'session', 'Session'],
  ...['cursor', '\\bcur', '\\bdb', '\\btx', 'transaction'],
  // A call: op.get_bind().execute(…), connection.execution_options(…).execute(…)
  '\\)',
];

/** Modules and packages that have `text` and `DDL`. */
const modules = ['\\bsa', '\\bsqlalchemy', '\\bsql', '\\bexpression', '\\bschema', '\\bdb'];

/** The heads of calls whose first argument is SQL: group 1 a dot, 2 the name, 3 the parenthesis. */
const heads = [
  `(?<=${executors.join('|')})(\\.)\\s*(execute(?:many)?)\\s*(\\()`,
  '(\\.)\\s*(exec_driver_sql)\\s*(\\()',
  '(?<!\\S)(\\.)\\s*(execute(?:many)?)\\s*(\\()',
  `(?<=${modules.join('|')})(\\.)\\s*(text|DDL)\\s*(\\()`,
  '(?<![\\w.])(?<!\\bdef )(?<!\\bclass )()((?:sa|sql|sqlalchemy)?_?text|DDL)\\s*(\\()',
];

const call = (head: string): Rule => ({
  begin: head,
  end: '(\\))',
  name: 'meta.function-call.python',
  contentName: 'meta.function-call.arguments.python',
  beginCaptures: groups(
    'punctuation.separator.period.python',
    'meta.function-call.generic.python',
    'punctuation.definition.arguments.begin.python',
  ),
  endCaptures: groups('punctuation.definition.arguments.end.python'),
  patterns: [include('#later-arguments'), include('#sql-expression')],
});

const parenthesis = {
  beginCaptures: { '0': { name: 'punctuation.parenthesis.begin.python' } },
  endCaptures: { '0': { name: 'punctuation.parenthesis.end.python' } },
};

const python = include('source.python#expression');

/**
 * SQL in Python, as an injection into the Python grammar of VS Code: `op.execute("…")`,
 * `sa.text("…")` and their like, in every form that a Python string can have.
 */
export const sqlInPython: Grammar = {
  name: 'SQL in Python strings',
  scopeName: 'alembic-pilot.sql-in-python',
  injectionSelector: 'L:source.python -string -comment -meta.embedded.inline.sql',
  patterns: [include('#calls')],
  repository: {
    calls: { patterns: heads.map(call) },
    'later-arguments': {
      comment: 'Only the first argument is SQL',
      begin: '(,)',
      end: '(?=\\))',
      beginCaptures: groups('punctuation.separator.arguments.python'),
      patterns: [
        { match: ',', name: 'punctuation.separator.arguments.python' },
        include('#keyword'),
        python,
      ],
    },
    'sql-expression': {
      patterns: [
        { match: '\\\\$\\n?', name: 'punctuation.separator.continuation.line.python' },
        include('#strings'),
        include('#dedent'),
        include('#values'),
        include('#group'),
        include('#keyword'),
        python,
      ],
    },
    keyword: {
      match: '\\b([A-Za-z_]\\w*)\\s*(=)(?!=)',
      captures: groups(
        'variable.parameter.function-call.python',
        'keyword.operator.assignment.python',
      ),
    },
    group: {
      comment: 'Parentheses that hold strings together; those of a call or a subscript are not',
      begin: '(?<![\\w)\\]])\\(',
      end: '\\)',
      ...parenthesis,
      patterns: [include('#sql-expression')],
    },
    values: {
      comment: '"… %s" % ("not", "SQL")',
      begin: '(%)\\s*(\\()',
      end: '\\)',
      beginCaptures: groups(
        'keyword.operator.arithmetic.python',
        'punctuation.parenthesis.begin.python',
      ),
      endCaptures: parenthesis.endCaptures,
      patterns: [python],
    },
    dedent: {
      begin: '(\\.)?\\b(dedent|cleandoc)\\s*(\\()',
      end: '(\\))',
      name: 'meta.function-call.python',
      beginCaptures: groups(
        'punctuation.separator.period.python',
        'meta.function-call.generic.python',
        'punctuation.definition.arguments.begin.python',
      ),
      endCaptures: groups('punctuation.definition.arguments.end.python'),
      patterns: [include('#sql-expression')],
    },
    ...sqlStrings(),
    'sql-words': { patterns: sqlWords },
  },
};
