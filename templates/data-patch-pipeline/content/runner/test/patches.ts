import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readPatch } from '../patch/read';
import type { Patch } from '../patch/patch';
import { temporaryFolder } from './temporary';

export const PATCH = 'patches/20261124-free-plan';

/** What every description has in these tests, unless a test says otherwise. */
export const FIELDS = {
  title: 'Give customers without a plan the free one',
  why: 'Ticket 4711',
  engine: 'sql',
  database: 'postgresql',
  files: { patch: 'patch.sql' },
  expect: { queries: [{ name: 'customers without a plan', query: 'select count(*) from customers where plan is null', min: 0, max: 0 }] },
  statementTimeoutSeconds: 5,
  lockTimeoutSeconds: 1,
  idempotent: true,
};

/** An application's repository with one patch. @returns its root */
export function repositoryWith(fields: object, files: Record<string, string> = {}, path = PATCH): string {
  const root = temporaryFolder('patch');
  mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, path, 'patch.yaml'), stringify({ ...FIELDS, ...fields }));
  const named = { 'patch.sql': "update customers set plan = 'free' where plan is null;\n", ...files };
  for (const [name, text] of Object.entries(named)) writeFileSync(join(root, path, name), text);
  return root;
}

export function patchWith(fields: object = {}, files: Record<string, string> = {}): Patch {
  const { patch, problems } = readPatch(repositoryWith(fields, files), PATCH);
  if (!patch) throw new Error(JSON.stringify(problems));
  return patch;
}
