import type { Explanation } from '../../core/alembic/explain-failure.js';
import { ask, composeSpec } from './compose-cli.js';
import { composeProblems, explainDocker, noDirectory, noPython } from './compose-problems.js';
import type { ComposeTarget } from './compose-state.js';

/** What was found in a container. */
export interface ContainerPython {
  /** The interpreter that the `alembic` script names; undefined where there is no Alembic. */
  readonly interpreter: string | undefined;
  /** How `alembic` is called; undefined where only `-m alembic` works. */
  readonly script: string | undefined;
  /** The one that answered. */
  readonly python: string;
  /** The working directory, as the container names it. */
  readonly directory: string;
  /** SHA-256 of each path asked for, in hexadecimal; null where it is not there. */
  readonly digests: Readonly<Record<string, string | null>>;
}

/**
 * Run by any Python of the container: finds the script `alembic` and the interpreter in its first
 * line, which may be `env` or a shell that passes on to it. Needs no shell, no `which`, no file.
 */
const probe = `
import glob, hashlib, json, os, re, shutil, sys
sys.path[:1] = []
import importlib.util
found = shutil.which("alembic")
near = [os.environ.get("VIRTUAL_ENV") or ".venv", ".venv", "venv", "../.venv", "/venv", "/opt/venv", "/app/.venv"]
near += glob.glob(os.path.expanduser("~/.cache/pypoetry/virtualenvs/*"))
files = [found] + [os.path.abspath(os.path.join(d, "bin", "alembic")) for d in near]
script = next((f for f in files if f and os.path.exists(f)), None)
interpreter = None
if script:
    with open(script, "rb") as file:
        lines = file.read(2000).decode("utf-8", "replace").splitlines() + ["", ""]
    shell = re.match(r"'''exec' \\"?([^\\"\\s]+)", lines[1])
    words = lines[0][2:].split() + ["", ""]
    interpreter = shell.group(1) if shell else words[0]
    if os.path.basename(interpreter) == "env":
        interpreter = shutil.which(words[2] if words[1] == "-S" else words[1])
    if not interpreter or not os.path.exists(interpreter):
        script = interpreter = None
if not interpreter and importlib.util.find_spec("alembic"):
    interpreter = sys.executable
def digest(path):
    if not os.path.isfile(path):
        return "" if os.path.exists(path) else None
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
print("\\n" + json.dumps({
    "interpreter": interpreter, "script": "alembic" if script and script == found else script,
    "python": sys.executable, "directory": os.getcwd(),
    "digests": {f: digest(f) for f in sys.argv[1:]}}))
`;

const usualPythons = [
  'python3',
  'python',
  '/usr/local/bin/python3',
  '.venv/bin/python',
  '/opt/venv/bin/python',
  '/venv/bin/python',
];

export interface ProbeTarget extends ComposeTarget {
  /** `exec` with its flags, up to and with the service. */
  readonly exec: readonly string[];
  /** The folder that `exec` changes to, if it names one. */
  readonly directory: string | undefined;
}

/** Asks a running container which Python has Alembic. */
export async function probeContainer(
  target: ProbeTarget,
  paths: readonly string[],
  timeoutMs: number,
): Promise<ContainerPython | Explanation> {
  for (const python of usualPythons) {
    const args = [...target.flags, ...target.exec, python, '-c', probe, ...paths];
    const answer = await ask(composeSpec(target.cli, target.cwd, args), timeoutMs);
    if (answer === undefined) return composeProblems.noDocker;
    if (answer.ended !== 'itself') return composeProblems.slow;
    const said = answer.code === 0 ? parse(answer.stdout) : undefined;
    if (said !== undefined) return said;
    const text = answer.stderr + answer.stdout;
    if (/chdir to cwd|\bcwd\b.*no such file/i.test(text) && target.directory !== undefined)
      return noDirectory(target.service, target.directory);
    if (
      answer.code !== 126 &&
      answer.code !== 127 &&
      !/executable file not found|no such file/i.test(text)
    )
      return explainDocker(text, target.service);
  }
  return noPython(target.service);
}

function parse(stdout: string): ContainerPython | undefined {
  const last = stdout.trim().split('\n').at(-1) ?? '';
  try {
    const said = JSON.parse(last) as Record<keyof ContainerPython, unknown>;
    return {
      interpreter: typeof said.interpreter === 'string' ? said.interpreter : undefined,
      script: typeof said.script === 'string' ? said.script : undefined,
      python: String(said.python),
      directory: String(said.directory),
      digests: said.digests as ContainerPython['digests'],
    };
  } catch {
    return undefined;
  }
}
