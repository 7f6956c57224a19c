import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { say, SetupProblem } from './report.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * The path of a Chromium. Where none is found it is installed if that is
 * possible (root on Debian), together with a font for Japanese text.
 */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  const command =
    'apt-get update && apt-get install -y chromium fonts-noto-cjk';
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium from Debian …');
    spawnSync('sh', ['-c', `${command} >/dev/null 2>&1`], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new SetupProblem(
    `Chromium is missing, and the browser tests need it. On Debian run as root: ${command}`,
  );
}

function findChromium() {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap(folder => NAMES.map(name => path.join(folder, name)))
    .find(file => existsSync(file));
}
