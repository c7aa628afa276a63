import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CliResults } from './cli-results.js';

const ajv = new Ajv({ allErrors: true, strict: false });
const folder = path.resolve(import.meta.dirname, '../../docs/schemas');

/** Asserts that a text is JSON as `docs/schemas/<name>.schema.json` describes it; returns it. */
export function assertJson<K extends keyof CliResults>(name: K, text: string): CliResults[K] {
  const file = path.join(folder, `${name}.schema.json`);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
  const value = JSON.parse(text) as CliResults[K];
  const validate = ajv.compile(schema);
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`);
  return value;
}
