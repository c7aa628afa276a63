import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { commandLine } from '../../../src/core/alembic/command-line.js';
import { redact, redactCommand } from '../../../src/core/alembic/redact.js';

const spec = (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => ({
  file,
  args,
  env,
  cwd: '/repo',
});

describe('commandLine', () => {
  it('leaves plain words alone', () => {
    const plain = spec('docker', ['compose', 'exec', '-T', 'backend', 'alembic', 'upgrade', '+1']);
    for (const shell of ['posix', 'powershell', 'cmd'] as const)
      assert.equal(
        commandLine(plain, shell),
        'docker compose exec -T backend alembic upgrade +1',
        shell,
      );
  });

  it('quotes for each shell', () => {
    const tricky = spec('C:\\Program Files\\py.exe', ["it's", '"x" %PATH%', '$HOME'], { A: 'b c' });
    assert.equal(
      commandLine(tricky, 'posix'),
      `A='b c' 'C:\\Program Files\\py.exe' 'it'\\''s' '"x" %PATH%' '$HOME'`,
    );
    assert.equal(
      commandLine(tricky, 'powershell'),
      `$env:A='b c'; & 'C:\\Program Files\\py.exe' 'it''s' '"x" %PATH%' '$HOME'`,
    );
    assert.equal(
      commandLine(tricky, 'cmd'),
      `set "A=b c" && "C:\\Program Files\\py.exe" "it's" """x"" %%PATH%%" "$HOME"`,
    );
  });

  it('is read back by a POSIX shell as it was', () => {
    const args = [
      'a b',
      "it's",
      '$(id)',
      '`id`',
      '\\',
      '"',
      '',
      '*',
      '~',
      'é\n2',
      '{a,b}',
      '!x',
      '#',
    ];
    const line = commandLine(spec('printf', ['%s\\0', ...args]));
    const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    assert.deepEqual(stdout.split('\0').slice(0, -1), args);
  });
});

describe('redact', () => {
  it('hides passwords and leaves the rest', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['postgresql+psycopg2://me:s3c@db:5432/x', 'postgresql+psycopg2://me:***@db:5432/x'],
      ['postgresql://me@db/x', 'postgresql://me@db/x'],
      ['connect(password="a b", host=x)', 'connect(password=***, host=x)'],
      [`{'password': 'hunter2', 'user': 'u'}`, `{'password': ***, 'user': 'u'}`],
      ['PGPASSWORD=abc alembic current', 'PGPASSWORD=*** alembic current'],
      ['API_KEY: abc', 'API_KEY: ***'],
      ['password authentication failed', 'password authentication failed'],
      ['a: b@c', 'a: b@c'],
    ];
    for (const [text, expected] of cases) assert.equal(redact(text), expected);
  });

  it('takes no longer for long lines', () => {
    for (const unit of ['a-', 'password', '://x:y', ' = ', 'token=']) {
      const text = unit.repeat(100_000);
      const began = performance.now();
      redact(text);
      const per = (performance.now() - began) / text.length;
      assert.ok(per < 0.01, `${unit}: ${per} ms a character`);
    }
  });

  it('hides values of variables whose names tell a secret', () => {
    const command = spec('x', ['-x', 'url=postgresql://u:p@h/d'], {
      DB_PASSWORD: 'p',
      DATABASE_URL: 'postgresql://u:p@h/d',
      PLAIN: 'value',
    });
    const { args, env } = redactCommand(command);
    assert.deepEqual(args, ['-x', 'url=postgresql://u:***@h/d']);
    assert.deepEqual(env, {
      DB_PASSWORD: '***',
      DATABASE_URL: 'postgresql://u:***@h/d',
      PLAIN: 'value',
    });
  });
});
