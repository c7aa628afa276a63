// Mocha's spec report, and the counts as JSON in the file that ALEMBIC_PILOT_SUMMARY names.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    runner.once('end', () => {
      const file = process.env.ALEMBIC_PILOT_SUMMARY;
      if (!file) return;
      const { passes, failures } = this.stats;
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped }));
    });
  }
};
