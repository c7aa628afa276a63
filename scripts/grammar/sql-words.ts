import { constants, functions, keywords, types, wholeWord } from './postgresql-words.js';
import { groups, type Rule } from './textmate.js';

const placeholder = 'constant.character.format.placeholder.other.python';

/**
 * SQL that needs no delimiter, so that none of it can run on past the end of a Python string. All
 * of it matches within a line, and no regular expression here can match a quote or a backslash.
 */
export const sqlWords: readonly Rule[] = [
  { match: '%\\(\\w+\\)s|%s|%%', name: placeholder },
  {
    comment: 'A field of str.format()',
    match: '\\{(?:[A-Za-z_]\\w*(?:\\.\\w+|\\[\\w+\\])*|\\d+)?(?:![rsa])?(?::[^{}\\n"\'\\\\]*)?\\}',
    name: placeholder,
  },
  { match: '\\$(?:[A-Za-z_]\\w*)?\\$', name: 'punctuation.definition.string.dollar.sql' },
  { match: '\\$\\d+', name: 'variable.parameter.sql' },
  { match: '::|:=', name: 'keyword.operator.sql' },
  {
    comment: 'A bound parameter of SQLAlchemy',
    match: '(?<![:\\w\\\\])(:)([A-Za-z_]\\w*)',
    name: 'variable.parameter.bind.sql',
    captures: groups('punctuation.definition.parameter.sql'),
  },
  { match: wholeWord(functions, '(?=\\s*\\()'), name: 'support.function.sql' },
  { match: wholeWord(types), name: 'storage.type.sql' },
  { match: wholeWord(constants), name: 'constant.language.sql' },
  { match: wholeWord(keywords), name: 'keyword.other.sql' },
  { match: '(?<![$.])\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?\\b', name: 'constant.numeric.sql' },
  { match: '[[:alpha:]_][\\w$]*', comment: 'A name; eaten whole' },
  { match: '[-+*/<>=~!@#%^&|?]', name: 'keyword.operator.sql' },
];
