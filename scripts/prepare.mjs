/**
 * npm runs this (`prepare`) wherever dependencies are installed. Where somebody installs the
 * repository itself, as pre-commit does by `npm install --global git+file://…`, it brings what the
 * build needs and builds; contributors' `npm ci` is left alone. Plain JavaScript: nothing is
 * installed yet. Speaks on standard error, since `npm pack` prints the package's name on the other.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const { npm_command, npm_config_global, _PACOTE_NO_PREPARE_ } = process.env;
const packed = npm_command === 'pack' || npm_config_global === 'true' || _PACOTE_NO_PREPARE_;
if (packed && !existsSync('dist/cli.js')) {
  // `--global` and the like of the outer npm must not reach the inner one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location)$/i.test(name)),
  );
  const run = (command) => execSync(command, { env, stdio: ['ignore', 2, 2] });
  if (!existsSync('node_modules/esbuild')) run('npm ci --ignore-scripts --no-audit --no-fund');
  run('npm run build --silent');
}
