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
import { unintendedDrop } from './checklist/unintended-drop.js';
import { wrongDownRevision } from './checklist/wrong-down-revision.js';
import { checkValidatedAtOnce } from './locks/check-validated-at-once.js';
import { combineAlterTable } from './locks/combine-alter-table.js';
import { concurrentlyInTransaction } from './locks/concurrently-in-transaction.js';
import { concurrentlyOnPartitioned } from './locks/concurrently-on-partitioned.js';
import { domainConstraintScans } from './locks/domain-constraint-scans.js';
import { dropIndexNotConcurrent } from './locks/drop-index-not-concurrent.js';
import { dropIndexOfConstraint } from './locks/drop-index-of-constraint.js';
import { dropLocksReferencedTable } from './locks/drop-locks-referenced-table.js';
import { exclusionConstraint } from './locks/exclusion-constraint.js';
import { foreignKeyEnforced } from './locks/foreign-key-enforced.js';
import { foreignKeyValidatedAtOnce } from './locks/foreign-key-validated-at-once.js';
import { generatedColumnRewrites } from './locks/generated-column-rewrites.js';
import { indexNotConcurrent } from './locks/index-not-concurrent.js';
import { invalidIndexKept } from './locks/invalid-index-kept.js';
import { locksManyTables } from './locks/locks-many-tables.js';
import { longTransaction } from './locks/long-transaction.js';
import { newTableLocksParent } from './locks/new-table-locks-parent.js';
import { noLockTimeout } from './locks/no-lock-timeout.js';
import { noStatementTimeout } from './locks/no-statement-timeout.js';
import { partitionBlocks } from './locks/partition-blocks.js';
import { pendingTriggerEvents } from './locks/pending-trigger-events.js';
import { primaryKeyBuildsIndex } from './locks/primary-key-builds-index.js';
import { primaryKeyNotAdded } from './locks/primary-key-not-added.js';
import { refreshBlocksReads } from './locks/refresh-blocks-reads.js';
import { reindexNotConcurrent } from './locks/reindex-not-concurrent.js';
import { serialSequenceStaysInteger } from './locks/serial-sequence-stays-integer.js';
import { setNotNullScans } from './locks/set-not-null-scans.js';
import { setNotNullWithoutBackfill } from './locks/set-not-null-without-backfill.js';
import { statementBeforeAutocommitBlock } from './locks/statement-before-autocommit-block.js';
import { tableRewriteCommand } from './locks/table-rewrite-command.js';
import { triggerLocksTable } from './locks/trigger-locks-table.js';
import { typeChangeBlocked } from './locks/type-change-blocked.js';
import { typeChangeDefaultCast } from './locks/type-change-default-cast.js';
import { typeChangeNeedsUsing } from './locks/type-change-needs-using.js';
import { typeChangeRechecksConstraint } from './locks/type-change-rechecks-constraint.js';
import { typeChangeRewrites } from './locks/type-change-rewrites.js';
import { uniqueConstraintBuildsIndex } from './locks/unique-constraint-builds-index.js';
import { validateInSameTransaction } from './locks/validate-in-same-transaction.js';
import { volatileDefaultRewrites } from './locks/volatile-default-rewrites.js';
import { workAfterExclusiveLock } from './locks/work-after-exclusive-lock.js';
import { dropCascade } from './loss/drop-cascade.js';
import { dropConstraint } from './loss/drop-constraint.js';
import { dropLosesData } from './loss/drop-loses-data.js';
import { dropNotNull } from './loss/drop-not-null.js';
import { indexBecomesUnique } from './loss/index-becomes-unique.js';
import { massUpdateWithoutWhere } from './loss/mass-update-without-where.js';
import { probableRename } from './loss/probable-rename.js';
import { renameBreaksClients } from './loss/rename-breaks-clients.js';
import { revokeOrOwnerChange } from './loss/revoke-or-owner-change.js';
import { truncate } from './loss/truncate.js';
import { domainWithConstraint } from './design/domain-with-constraint.js';
import { duplicateColumn } from './design/duplicate-column.js';
import { duplicateIndex } from './design/duplicate-index.js';
import { enumValueWithoutPosition } from './design/enum-value-without-position.js';
import { foreignKeyWithoutIndex } from './design/foreign-key-without-index.js';
import { identifierTooLong } from './design/identifier-too-long.js';
import { namingConvention } from './design/naming-convention.js';
import { newEnumType } from './design/new-enum-type.js';
import { preferBigintKey } from './design/prefer-bigint-key.js';
import { preferIdentity } from './design/prefer-identity.js';
import { preferJsonb } from './design/prefer-jsonb.js';
import { preferTextOverChar } from './design/prefer-text-over-char.js';
import { preferTextOverVarchar } from './design/prefer-text-over-varchar.js';
import { preferTimestamptz } from './design/prefer-timestamptz.js';
import { reservedWordName } from './design/reserved-word-name.js';
import { tableWithoutPrimaryKey } from './design/table-without-primary-key.js';
import { unqualifiedSchema } from './design/unqualified-schema.js';
import { wideIndex } from './design/wide-index.js';
import { batchRecreatesTable } from './alembic/batch-recreates-table.js';
import { breaksOfflineMode } from './alembic/breaks-offline-mode.js';
import { colonReadAsBind } from './alembic/colon-read-as-bind.js';
import { editedAfterApply } from './alembic/edited-after-apply.js';
import { enumSyncRewrites } from './alembic/enum-sync-rewrites.js';
import { enumTypeCreatedTwice } from './alembic/enum-type-created-twice.js';
import { enumTypeLeftBehind } from './alembic/enum-type-left-behind.js';
import { enumTypeNotCreated } from './alembic/enum-type-not-created.js';
import { enumValueIrreversible } from './alembic/enum-value-irreversible.js';
import { enumValueUsedTooEarly } from './alembic/enum-value-used-too-early.js';
import { envTransactionLost } from './alembic/env-transaction-lost.js';
import { guardIgnored } from './alembic/guard-ignored.js';
import { importsApplicationCode } from './alembic/imports-application-code.js';
import { missingImport } from './alembic/missing-import.js';
import { nestedTransaction } from './alembic/nested-transaction.js';
import { notIdempotentOutsideTransaction } from './alembic/not-idempotent-outside-transaction.js';
import { pythonDefaultIgnored } from './alembic/python-default-ignored.js';
import { revisionIdTooLong } from './alembic/revision-id-too-long.js';
import { serverDefaultFrozen } from './alembic/server-default-frozen.js';
import { serverDefaultQuoting } from './alembic/server-default-quoting.js';
import { sqlSyntaxError } from './alembic/sql-syntax-error.js';
import { unanalyzable } from './alembic/unanalyzable.js';
import { unknownSuppression } from './alembic/unknown-suppression.js';
import { docstringDisagrees } from './alembic/docstring-disagrees.js';
import { unnamedConstraint } from './alembic/unnamed-constraint.js';
import { branchLabelTaken } from './history/branch-label-taken.js';
import { dependsOnUnknown } from './history/depends-on-unknown.js';
import { duplicateRevisionId } from './history/duplicate-revision-id.js';
import { fileNameDisagrees } from './history/file-name-disagrees.js';
import { missingParent } from './history/missing-parent.js';
import { multipleHeads } from './history/multiple-heads.js';
import { notARevision } from './history/not-a-revision.js';
import { numberGap } from './history/number-gap.js';
import { numberTaken } from './history/number-taken.js';
import { partialDownRevision } from './history/partial-down-revision.js';
import { pythonSyntaxError } from './history/python-syntax-error.js';
import { revisionCycle } from './history/revision-cycle.js';
import { revisionIdIllegal } from './history/revision-id-illegal.js';
import { unreachableRevision } from './history/unreachable-revision.js';
import { modelColumnNotMigrated } from './models/model-column-not-migrated.js';
import { modelLacksColumn } from './models/model-lacks-column.js';
import { modelNotImported } from './models/model-not-imported.js';
import { modelTypeDiffers } from './models/model-type-differs.js';
import { relationshipNotMirrored } from './models/relationship-not-mirrored.js';
import { schemaFieldNotOptional } from './models/schema-field-not-optional.js';
import { schemaLacksField } from './models/schema-lacks-field.js';

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
  unintendedDrop,
  wrongDownRevision,
  checkValidatedAtOnce,
  combineAlterTable,
  concurrentlyInTransaction,
  concurrentlyOnPartitioned,
  domainConstraintScans,
  dropIndexNotConcurrent,
  dropIndexOfConstraint,
  dropLocksReferencedTable,
  exclusionConstraint,
  foreignKeyEnforced,
  foreignKeyValidatedAtOnce,
  generatedColumnRewrites,
  indexNotConcurrent,
  invalidIndexKept,
  locksManyTables,
  longTransaction,
  newTableLocksParent,
  noLockTimeout,
  noStatementTimeout,
  partitionBlocks,
  pendingTriggerEvents,
  primaryKeyBuildsIndex,
  primaryKeyNotAdded,
  refreshBlocksReads,
  reindexNotConcurrent,
  serialSequenceStaysInteger,
  setNotNullScans,
  setNotNullWithoutBackfill,
  statementBeforeAutocommitBlock,
  tableRewriteCommand,
  triggerLocksTable,
  typeChangeBlocked,
  typeChangeDefaultCast,
  typeChangeNeedsUsing,
  typeChangeRechecksConstraint,
  typeChangeRewrites,
  uniqueConstraintBuildsIndex,
  validateInSameTransaction,
  volatileDefaultRewrites,
  workAfterExclusiveLock,
  dropCascade,
  dropConstraint,
  dropLosesData,
  dropNotNull,
  indexBecomesUnique,
  massUpdateWithoutWhere,
  probableRename,
  renameBreaksClients,
  revokeOrOwnerChange,
  truncate,
  domainWithConstraint,
  duplicateColumn,
  duplicateIndex,
  enumValueWithoutPosition,
  foreignKeyWithoutIndex,
  identifierTooLong,
  namingConvention,
  newEnumType,
  preferBigintKey,
  preferIdentity,
  preferJsonb,
  preferTextOverChar,
  preferTextOverVarchar,
  preferTimestamptz,
  reservedWordName,
  tableWithoutPrimaryKey,
  unqualifiedSchema,
  wideIndex,
  batchRecreatesTable,
  breaksOfflineMode,
  colonReadAsBind,
  editedAfterApply,
  enumSyncRewrites,
  enumTypeCreatedTwice,
  enumTypeLeftBehind,
  enumTypeNotCreated,
  enumValueIrreversible,
  enumValueUsedTooEarly,
  envTransactionLost,
  guardIgnored,
  importsApplicationCode,
  missingImport,
  nestedTransaction,
  notIdempotentOutsideTransaction,
  pythonDefaultIgnored,
  revisionIdTooLong,
  serverDefaultFrozen,
  serverDefaultQuoting,
  sqlSyntaxError,
  unanalyzable,
  unknownSuppression,
  docstringDisagrees,
  unnamedConstraint,
  branchLabelTaken,
  dependsOnUnknown,
  duplicateRevisionId,
  fileNameDisagrees,
  missingParent,
  multipleHeads,
  notARevision,
  numberGap,
  numberTaken,
  partialDownRevision,
  pythonSyntaxError,
  revisionCycle,
  revisionIdIllegal,
  unreachableRevision,
  modelColumnNotMigrated,
  modelLacksColumn,
  modelNotImported,
  modelTypeDiffers,
  relationshipNotMirrored,
  schemaFieldNotOptional,
  schemaLacksField,
];
