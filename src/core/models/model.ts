import type {
  ColumnDefinition,
  Constraint,
  IndexDefinition,
  ObjectName,
} from '../changes/objects.js';
import type { SourceRange } from '../python/value.js';
import type { Attribute, PythonClass } from './python-class.js';

/** A place in a file of the user's. */
export interface CodePlace {
  readonly file: string;
  readonly range: SourceRange;
}

/** A table as models declare it. Names as PostgreSQL's catalogs hold them. */
export interface ModelTable {
  readonly name: ObjectName;
  /** The mapped class; undefined for `Table(…)` and for what only a class outside declares. */
  readonly model: string | undefined;
  /** The name of the class or table. */
  readonly place: CodePlace;
  readonly columns: readonly ModelColumn[];
  /** Without those of single columns that `columns` carry; names as far as they are written. */
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly IndexDefinition[];
  readonly relationships: readonly Relationship[];
  /** Why there may be more than this: a base class that was not found, computed arguments. */
  readonly incomplete: readonly string[];
  /** The class statement; undefined for `Table(…)`. */
  readonly written?: PythonClass;
}

export interface ModelColumn {
  /** The name in Python; that in the table is `column.name`. */
  readonly attribute: string;
  readonly column: ColumnDefinition;
  readonly primaryKey: boolean;
  readonly place: CodePlace;
  /** It has its type from the column that its foreign key refers to. */
  readonly typeOfTarget?: true;
  /** The statement in the body of a class. */
  readonly written?: Attribute;
}

export interface Relationship {
  readonly attribute: string;
  /** The class it leads to, as written; undefined where it is computed. */
  readonly target: string | undefined;
  readonly backPopulates: string | undefined;
  /** `backref=`: the other side is made by SQLAlchemy. */
  readonly backref: boolean;
  /** `viewonly=True`: no other side is needed. */
  readonly viewOnly: boolean;
  readonly place: CodePlace;
  readonly written: Attribute;
}

/** All models of a workspace. */
export interface ModelIndex {
  readonly tables: readonly ModelTable[];
}
