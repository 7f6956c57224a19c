import { stringify } from 'yaml';

export const PATCH = 'patches/20261122-free-plan';

/** Files of a patch that needs no database: what it does is to say so. */
export function patchFiles(fields: object = {}, script = "console.log('plan', JSON.parse(process.env.PATCH_PARAMETERS).plan);\n"): Record<string, string> {
  const description = {
    title: 'Give customers without a plan the free one',
    why: 'Ticket 4711',
    engine: 'node',
    files: { patch: 'patch.mjs', verify: 'verify.mjs' },
    parameters: [{ name: 'plan', type: 'choice', choices: ['free', 'paid'] }],
    statementTimeoutSeconds: 5,
    lockTimeoutSeconds: 1,
    idempotent: true,
    ...fields,
  };
  const files = { 'patch.yaml': stringify(description), 'patch.mjs': script, 'verify.mjs': "console.log('as expected');\n" };
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${PATCH}/${name}`, text]));
}
