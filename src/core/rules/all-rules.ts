import type { Rule } from './rule.js';
import { columnNotNullWithoutDefault } from './checklist/column-not-null-without-default.js';
import { emptyRevision } from './checklist/empty-revision.js';
import { enumValueNotIdempotent } from './checklist/enum-value-not-idempotent.js';
import { foreignKeyWithoutOndelete } from './checklist/foreign-key-without-ondelete.js';
import { irreversibleOnPurpose } from './checklist/irreversible-on-purpose.js';
import { missingDowngrade } from './checklist/missing-downgrade.js';
import { missingUpgrade } from './checklist/missing-upgrade.js';
import { operationNotReversed } from './checklist/operation-not-reversed.js';
import { setNullOnNotNull } from './checklist/set-null-on-not-null.js';
import { wrongDownRevision } from './checklist/wrong-down-revision.js';
import { checkValidatedAtOnce } from './locks/check-validated-at-once.js';
import { concurrentlyInTransaction } from './locks/concurrently-in-transaction.js';
import { dropIndexNotConcurrent } from './locks/drop-index-not-concurrent.js';
import { foreignKeyValidatedAtOnce } from './locks/foreign-key-validated-at-once.js';
import { indexNotConcurrent } from './locks/index-not-concurrent.js';
import { setNotNullScans } from './locks/set-not-null-scans.js';
import { uniqueConstraintBuildsIndex } from './locks/unique-constraint-builds-index.js';
import { dropCascade } from './loss/drop-cascade.js';
import { dropLosesData } from './loss/drop-loses-data.js';
import { truncate } from './loss/truncate.js';
import { preferBigintKey } from './design/prefer-bigint-key.js';
import { preferIdentity } from './design/prefer-identity.js';
import { preferJsonb } from './design/prefer-jsonb.js';
import { preferTextOverChar } from './design/prefer-text-over-char.js';
import { preferTextOverVarchar } from './design/prefer-text-over-varchar.js';
import { preferTimestamptz } from './design/prefer-timestamptz.js';
import { enumTypeLeftBehind } from './alembic/enum-type-left-behind.js';
import { enumTypeNotCreated } from './alembic/enum-type-not-created.js';
import { nestedTransaction } from './alembic/nested-transaction.js';
import { sqlSyntaxError } from './alembic/sql-syntax-error.js';
import { unanalyzable } from './alembic/unanalyzable.js';
import { unknownSuppression } from './alembic/unknown-suppression.js';
import { branchLabelTaken } from './history/branch-label-taken.js';
import { dependsOnUnknown } from './history/depends-on-unknown.js';
import { duplicateRevisionId } from './history/duplicate-revision-id.js';
import { missingParent } from './history/missing-parent.js';
import { multipleHeads } from './history/multiple-heads.js';
import { notARevision } from './history/not-a-revision.js';
import { partialDownRevision } from './history/partial-down-revision.js';
import { pythonSyntaxError } from './history/python-syntax-error.js';
import { revisionCycle } from './history/revision-cycle.js';
import { revisionIdIllegal } from './history/revision-id-illegal.js';

/** In the order of the catalogue's sections. */
export const allRules: readonly Rule[] = [
  columnNotNullWithoutDefault,
  emptyRevision,
  enumValueNotIdempotent,
  foreignKeyWithoutOndelete,
  irreversibleOnPurpose,
  missingDowngrade,
  missingUpgrade,
  operationNotReversed,
  setNullOnNotNull,
  wrongDownRevision,
  checkValidatedAtOnce,
  concurrentlyInTransaction,
  dropIndexNotConcurrent,
  foreignKeyValidatedAtOnce,
  indexNotConcurrent,
  setNotNullScans,
  uniqueConstraintBuildsIndex,
  dropCascade,
  dropLosesData,
  truncate,
  preferBigintKey,
  preferIdentity,
  preferJsonb,
  preferTextOverChar,
  preferTextOverVarchar,
  preferTimestamptz,
  enumTypeLeftBehind,
  enumTypeNotCreated,
  nestedTransaction,
  sqlSyntaxError,
  unanalyzable,
  unknownSuppression,
  branchLabelTaken,
  dependsOnUnknown,
  duplicateRevisionId,
  missingParent,
  multipleHeads,
  notARevision,
  partialDownRevision,
  pythonSyntaxError,
  revisionCycle,
  revisionIdIllegal,
];
