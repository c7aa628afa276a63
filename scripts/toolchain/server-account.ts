import { exec, mustExec } from './exec.js';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Who runs PostgreSQL, which refuses to run as root: then the user `postgres`, made if absent. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if ((await exec('id', ['-u', 'postgres'])).code !== 0) {
    await mustExec('useradd', ['--system', '--user-group', 'postgres']);
  }
  const uid = Number(await mustExec('id', ['-u', 'postgres']));
  const gid = Number(await mustExec('id', ['-g', 'postgres']));
  return { uid, gid };
}
