import { tmpdir } from 'node:os';
import { runProcess } from '../processes/run-process.js';

/** Finds the module without importing it; the working directory may have a folder named `alembic`. */
const probe =
  'import sys; sys.path[:1] = []; import importlib.util as u; sys.exit(u.find_spec("alembic") is None)';

/** Whether an interpreter is there and has Alembic. */
export async function hasAlembic(python: string): Promise<boolean> {
  const spec = { file: python, args: ['-c', probe], cwd: tmpdir(), env: {} };
  const answer = await runProcess(spec, { timeoutMs: 10_000 }).catch(() => undefined);
  return answer?.code === 0;
}
