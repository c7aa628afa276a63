/** Every command of the extension, by what it does. The manifest lists the same ids. */
export const COMMANDS = {
  refresh: 'alembicPilot.refresh',
  showLog: 'alembicPilot.showLog',
  connect: 'alembicPilot.connect',
  disconnect: 'alembicPilot.disconnect',
  chooseRunner: 'alembicPilot.chooseRunner',
  chooseDatabase: 'alembicPilot.chooseDatabase',
  upgradeToHead: 'alembicPilot.upgradeToHead',
  upgradeTo: 'alembicPilot.upgradeTo',
  rollBack: 'alembicPilot.rollBack',
  rollBackLast: 'alembicPilot.rollBackLast',
  downgradeTo: 'alembicPilot.downgradeTo',
  stamp: 'alembicPilot.stamp',
  verify: 'alembicPilot.verify',
  showVerification: 'alembicPilot.showVerification',
  current: 'alembicPilot.current',
  history: 'alembicPilot.history',
  describeTable: 'alembicPilot.describeTable',
  copyCommand: 'alembicPilot.copyCommand',
  copyRevision: 'alembicPilot.copyRevision',
  openRevision: 'alembicPilot.openRevision',
  openProblem: 'alembicPilot.openProblem',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];
