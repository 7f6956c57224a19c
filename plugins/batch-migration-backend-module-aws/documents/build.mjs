// Writes read-crontabs.json, the document for Systems Manager, from
// read-crontabs.sh: node documents/build.mjs, then Prettier.
import { readFileSync, writeFileSync } from 'node:fs';

const at = name => new URL(name, import.meta.url);
const script = readFileSync(at('read-crontabs.sh'), 'utf8');

const document = {
  schemaVersion: '2.2',
  description:
    'Batch Migration: prints the crontabs of a Linux host, with credentials masked. Takes no parameters and changes nothing.',
  mainSteps: [
    {
      action: 'aws:runShellScript',
      name: 'readCrontabs',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: {
        timeoutSeconds: '120',
        runCommand: script.trimEnd().split('\n'),
      },
    },
  ],
};
writeFileSync(
  at('read-crontabs.json'),
  `${JSON.stringify(document, null, 2)}\n`,
);
