// The arrows of the house: docs/architecture.md says why each stands.
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: to },
});

/** Layers of core, lowest first: a layer may import itself and what stands before it. */
const layers = [
  ['python', 'sql', 'project'],
  ['revisions'],
  ['changes'],
  [
    'graph',
    'schema',
    'alembic',
    'models',
    'naming',
    'patterns',
    'rules',
    'mending',
    'roadmap',
    'report',
  ],
];
const below = (row) =>
  layers
    .slice(0, row + 1)
    .flat()
    .join('|');

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('core-imports-core', '^src/core/', '^src/core/', 'core is pure: text in, data out'),
    only('system-imports-core', '^src/system/', '^src/(core|system)/'),
    only('actions-below-faces', '^src/actions/', '^src/(core|system|actions)/'),
    only('cli-without-editor', '^src/cli/', '^src/(core|system|actions|cli)/'),
    only('webview-imports-core', '^src/webview/', '^src/(core|webview)/'),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|child_process|net|http|https|os|process|worker_threads|timers)',
      },
    },
    {
      name: 'core-without-heavy-packages',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: 'node_modules/(pg|libpg-query|@electric-sql|@vscode|vscode)/' },
    },
    {
      name: 'vscode-only-in-editor',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|extension\\.ts$)' },
      to: { path: '^vscode$' },
    },
    ...layers.slice(0, -1).map((_, row) => ({
      name: `core-layer-${row + 1}`,
      severity: 'error',
      from: { path: `^src/core/(${layers[row].join('|')})/` },
      to: { path: '^src/core/', pathNot: `^src/core/(${below(row)})/|^src/core/[^/]+\\.ts$` },
    })),
    {
      name: 'surfaces-do-not-meet',
      comment: 'Surfaces meet in the project store or by a command id.',
      severity: 'error',
      from: { path: '^src/editor/([^/]+)/' },
      to: { path: '^src/editor/([^/]+)/', pathNot: '^src/editor/($1|shared)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
