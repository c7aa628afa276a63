/** Effects on tables and on what belongs to them. See `Effect` in change.ts. */
import type {
  ColumnDefinition,
  ColumnType,
  Constraint,
  Expression,
  Generated,
  Identity,
  IndexDefinition,
  ObjectName,
} from './objects.js';

export type TableEffect =
  | {
      readonly kind: 'create_table';
      readonly table: ObjectName;
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly Constraint[];
      /** Columns or constraints also come from elsewhere (LIKE, INHERITS, AS, unreadable items). */
      readonly incomplete?: string;
      readonly partitionOf?: ObjectName;
      /** Text of `PARTITION BY`. */
      readonly partitionBy?: string;
      readonly temporary?: true;
      readonly ifNotExists?: boolean;
    }
  | {
      readonly kind: 'drop_table';
      readonly table: ObjectName;
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | { readonly kind: 'rename_table'; readonly table: ObjectName; readonly to: string }
  | { readonly kind: 'set_table_schema'; readonly table: ObjectName; readonly to: string }
  | {
      readonly kind: 'attach_partition';
      readonly table: ObjectName;
      readonly partition: ObjectName;
    }
  | {
      readonly kind: 'detach_partition';
      readonly table: ObjectName;
      readonly partition: ObjectName;
      readonly concurrently?: boolean;
    };

export type ColumnEffect =
  | {
      readonly kind: 'add_column';
      readonly table: ObjectName;
      readonly column: ColumnDefinition;
      readonly ifNotExists?: boolean;
    }
  | {
      readonly kind: 'drop_column';
      readonly table: ObjectName;
      readonly column: string;
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | {
      readonly kind: 'rename_column';
      readonly table: ObjectName;
      readonly column: string;
      readonly to: string;
    }
  | {
      readonly kind: 'set_column_type';
      readonly table: ObjectName;
      readonly column: string;
      readonly type: ColumnType;
      readonly using?: Expression;
      /** What the migration says that it was before. */
      readonly existing?: ColumnType;
    }
  | {
      readonly kind: 'set_column_nullable';
      readonly table: ObjectName;
      readonly column: string;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'set_column_default';
      readonly table: ObjectName;
      readonly column: string;
      /** Absent: DROP DEFAULT. */
      readonly default?: Expression;
    }
  | {
      readonly kind: 'set_column_identity';
      readonly table: ObjectName;
      readonly column: string;
      /** Absent: DROP IDENTITY. */
      readonly identity?: Identity;
    }
  | {
      readonly kind: 'set_column_generated';
      readonly table: ObjectName;
      readonly column: string;
      /** Absent: DROP EXPRESSION. */
      readonly generated?: Generated;
    };

export type ConstraintEffect =
  | {
      readonly kind: 'add_constraint';
      readonly table: ObjectName;
      readonly constraint: Constraint;
      /** Written inside the ADD COLUMN of the same statement, not as a statement of its own. */
      readonly inline?: true;
    }
  | {
      readonly kind: 'drop_constraint';
      readonly table: ObjectName;
      /** Undefined where a naming convention chooses it or it cannot be known. */
      readonly name: string | undefined;
      readonly type?: Constraint['type'];
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | {
      readonly kind: 'rename_constraint';
      readonly table: ObjectName;
      readonly name: string;
      readonly to: string;
    }
  | { readonly kind: 'validate_constraint'; readonly table: ObjectName; readonly name: string };

export type IndexEffect =
  | {
      readonly kind: 'create_index';
      readonly index: IndexDefinition;
      readonly concurrently: boolean;
      readonly ifNotExists?: boolean;
    }
  | {
      readonly kind: 'drop_index';
      readonly index: ObjectName;
      readonly table?: ObjectName;
      readonly concurrently: boolean;
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | { readonly kind: 'rename_index'; readonly index: ObjectName; readonly to: string };

export type EnumEffect =
  | {
      readonly kind: 'create_enum';
      readonly type: ObjectName;
      /** Undefined where they cannot be known. */
      readonly labels: readonly string[] | undefined;
      /** Emitted by `create_table` for a column of this type. */
      readonly implicit?: true;
      readonly ifNotExists?: boolean;
    }
  | {
      readonly kind: 'add_enum_value';
      readonly type: ObjectName;
      readonly value: string;
      readonly position?: { readonly where: 'before' | 'after'; readonly label: string };
      readonly ifNotExists?: boolean;
    }
  | {
      readonly kind: 'rename_enum_value';
      readonly type: ObjectName;
      readonly value: string;
      readonly to: string;
    }
  | {
      readonly kind: 'drop_type';
      readonly type: ObjectName;
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | { readonly kind: 'rename_type'; readonly type: ObjectName; readonly to: string };
