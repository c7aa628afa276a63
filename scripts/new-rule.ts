/**
 * Starts a rule: its file, its page and its fixtures, each failing until it is written.
 *
 *     npm run new-rule -- <category>/<rule-id>
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const rules = path.join(root, 'src/core/rules');
const [, category, id] = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*)$/.exec(process.argv[2] ?? '') ?? [];
if (category === undefined || id === undefined || !categories().includes(category)) {
  console.error(
    `Usage: npm run new-rule -- <category>/<rule-id>, category one of ${categories().join(', ')}`,
  );
  process.exit(2);
}

const migration = `"""A migration."""
import sqlalchemy as sa
from alembic import op

revision = 'r1'
down_revision = 'base'


def upgrade():
    pass


def downgrade():
    pass
`;

write(
  `src/core/rules/${category}/${id}.ts`,
  `import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const ${camel(id)}: RuleOn<'change'> = {
  id: '${id}',
  title: '',
  category: '${category}',
  severity: 'warning',
  on: 'change',
  *check({ change, migration }) {
    yield { at: headOf(migration, change), message: '', help: '' };
  },
};
`,
);
write(
  `docs/rules/${id}.md`,
  `# ${id}\n\n**.**\n\n## Instead of\n\n\`\`\`python\n\`\`\`\n\n## Use\n\n\`\`\`python\n\`\`\`\n`,
);
write(
  `test/fixtures/rules/${id}/bad.py`,
  migration.replace('    pass', `    pass  # expect: ${id}`),
);
write(`test/fixtures/rules/${id}/good.py`, migration);
writeFileSync(path.join(rules, 'all-rules.ts'), index());
console.log('Then: npx tsx scripts/rule-docs.ts, and npx mocha test/unit/rules/*.test.ts');

function write(file: string, text: string): void {
  const place = path.join(root, file);
  if (existsSync(place)) {
    console.error(`${file} is there already.`);
    process.exit(1);
  }
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
  console.log(file);
}

/** The folders that hold rules, in the order of the index. */
function categories(): string[] {
  const found = readdirSync(rules, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const order = ['checklist', 'locks', 'loss', 'design', 'alembic', 'history', 'models'];
  return order.filter((name) => found.some((entry) => entry.name === name));
}

/** The text of all-rules.ts. */
function index(): string {
  const files = categories().flatMap((folder) =>
    readdirSync(path.join(rules, folder))
      .sort()
      .map((file) => ({ folder, name: file.replace(/\.ts$/, '') })),
  );
  return [
    "import type { Rule } from './rule.js';",
    ...files.map(({ folder, name }) => `import { ${camel(name)} } from './${folder}/${name}.js';`),
    '',
    "/** In the order of the catalogue's sections. */",
    'export const allRules: readonly Rule[] = [',
    ...files.map(({ name }) => `  ${camel(name)},`),
    '];',
    '',
  ].join('\n');
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
