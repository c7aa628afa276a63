import { basename, posix, resolve } from 'node:path';
import { interpolate } from './compose-interpolation.js';
import type { ComposeMount, ComposeService, ReadText } from './compose-model.js';
import { texts, words } from './compose-values.js';

/** What a Dockerfile stage leaves behind, as far as its text tells. */
export interface ImageLayout {
  /** Undefined where only the base image says. */
  readonly workingDir: string | undefined;
  readonly command: readonly string[];
  /** What COPY and ADD took from the build context. */
  readonly copies: readonly ComposeMount[];
}

const nothing: ImageLayout = { workingDir: undefined, command: [], copies: [] };

/**
 * A service with what its image's Dockerfile adds: copies of the build context, working directory
 * and command where compose states none. Unchanged where there is no Dockerfile to read.
 */
export function withImageLayout(service: ComposeService, read: ReadText): ComposeService {
  const { build } = service;
  const text = build?.inline ?? (build === undefined ? undefined : read(build.dockerfile));
  if (build === undefined || text === undefined) return service;
  const layout = readDockerfile(text, build.context, build.target);
  const workingDir = service.workingDir ?? layout.workingDir;
  return {
    ...service,
    ...(workingDir === undefined ? {} : { workingDir }),
    command: service.command.length > 0 ? service.command : layout.command,
    mounts: [...service.mounts, ...layout.copies],
  };
}

/** Reads the stage `target` (default: the last) of a Dockerfile. `context` is absolute. */
export function readDockerfile(text: string, context: string, target?: string): ImageLayout {
  const stages = new Map<string, ImageLayout>();
  let name = '';
  let stage = nothing;
  let variables: Record<string, string> = {};
  for (const { keyword, rest } of instructions(text)) {
    const value = interpolate(rest, (key) => variables[key]).text;
    const at = stage.workingDir ?? '/';
    if (keyword === 'FROM') {
      if (target !== undefined && name === target) break;
      const [base = '', , alias] = value.split(/\s+/).filter((word) => !word.startsWith('--'));
      stage = stages.get(base) ?? nothing;
      name = alias ?? String(stages.size);
    } else if (keyword === 'ARG' || keyword === 'ENV') {
      variables = { ...variables, ...assignments(value) };
    } else if (keyword === 'WORKDIR') {
      stage = { ...stage, workingDir: posix.resolve(at, words(value)[0] ?? '.') };
    } else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      stage = { ...stage, command: commandWords(value) };
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      const from = /--from=(\S+)/.exec(value)?.[1];
      const [sources, dest] = copyArguments(value);
      const copies = sources.flatMap((source) =>
        from === undefined
          ? [copied(source, dest, context, at)]
          : fromStage(stages.get(from)?.copies ?? [], source, posix.resolve(at, dest)),
      );
      stage = { ...stage, copies: [...stage.copies, ...copies] };
    }
    stages.set(name, stage);
  }
  return (target === undefined ? undefined : stages.get(target)) ?? stage;
}

function instructions(text: string): { keyword: string; rest: string }[] {
  return text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\[ \t]*\r?\n\s*/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^\s*([A-Za-z]+)\s+(.*?)\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, keyword = '', rest = '']) => ({ keyword: keyword.toUpperCase(), rest }));
}

/** `A=1 B="2"` and the old `ENV A 1`. */
function assignments(value: string): Record<string, string> {
  const [first = '', ...others] = value.split(/\s+/);
  if (!first.includes('=')) return others.length > 0 ? { [first]: others.join(' ') } : {};
  const pairs = value.matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|(\S*))/g);
  return Object.fromEntries(
    [...pairs].map(([, key = '', double, single, bare]) => [key, double ?? single ?? bare ?? '']),
  );
}

function commandWords(value: string): string[] {
  return jsonWords(value) ?? words(value);
}

function jsonWords(value: string): string[] | undefined {
  if (!value.startsWith('[')) return undefined;
  try {
    return texts(JSON.parse(value) as unknown[]);
  } catch {
    return undefined;
  }
}

function copyArguments(value: string): [sources: readonly string[], dest: string] {
  const plain = value.replace(/^(?:--\S+\s+)+/, '');
  const all = jsonWords(plain) ?? words(plain);
  return [all.slice(0, -1), all.at(-1) ?? '.'];
}

/** A source with a file ending is a file, all others are directories, whose content is copied. */
function copied(source: string, dest: string, context: string, at: string): ComposeMount {
  const host = resolve(context, source.replace(/^\/+/, '').replace(/\/?\*$/, '') || '.');
  const isFile = /[^.]\.[A-Za-z]\w*$/.test(basename(host)) && source !== '.';
  const into = /(?:\/|^\.)$/.test(dest) && isFile ? posix.join(dest, basename(host)) : dest;
  return { host, container: posix.resolve(at, into), readOnly: false, origin: 'copy' };
}

function fromStage(copies: readonly ComposeMount[], source: string, dest: string): ComposeMount[] {
  const from = posix.resolve('/', source);
  return copies.flatMap((copy) => {
    const down = posix.relative(from, copy.container);
    const up = posix.relative(copy.container, from);
    if (!down.startsWith('..')) return [{ ...copy, container: posix.join(dest, down) }];
    return up.startsWith('..') ? [] : [{ ...copy, host: resolve(copy.host, up), container: dest }];
  });
}
