import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SetupProblem } from '../report.mjs';

const COLUMNS = [
  'file',
  'kind',
  'active_jobs',
  'env_assignments',
  'commented_out_jobs',
];
const VERDICT_COLUMN = /^debian_cron_.*_verdict$/;

/**
 * The files of a corpus, each with its row of the index and, where there is
 * one, its key.
 * @throws SetupProblem where the folder has another form
 */
export function readCorpus(folder) {
  const need = name => {
    const file = path.join(folder, name);
    if (!existsSync(file)) {
      throw new SetupProblem(
        `${folder} is not a corpus: ${name} is missing. It needs INDEX.tsv, KEYS.json and files/.`,
      );
    }
    return file;
  };
  if (!existsSync(folder)) {
    throw new SetupProblem(
      `The folder ${folder} does not exist. Name a folder with INDEX.tsv, KEYS.json and files/.`,
    );
  }
  const index = need('INDEX.tsv');
  const keysFile = need('KEYS.json');
  const files = need('files');
  const rows = readIndex(readFileSync(index, 'utf8'), index);
  const keys = readKeys(readFileSync(keysFile, 'utf8'), keysFile);
  const present = new Set(readdirSync(files));
  const listed = new Set(rows.map(({ file }) => file));
  const wrong = [
    ...rows
      .filter(({ file }) => !present.has(file))
      .map(({ file }) => `INDEX.tsv lists ${file}, which is not in files/`),
    ...[...present]
      .filter(file => !listed.has(file))
      .map(file => `files/${file} is not in INDEX.tsv`),
    ...Object.keys(keys)
      .filter(file => !listed.has(file))
      .map(file => `KEYS.json has ${file}, which is not in INDEX.tsv`),
  ];
  return {
    wrong,
    entries: rows
      .filter(({ file }) => present.has(file))
      .map(row => ({
        row,
        key: keys[row.file] ?? null,
        text: readFileSync(path.join(files, row.file), 'utf8'),
      })),
  };
}

function readIndex(text, file) {
  const [head = [], ...lines] = text
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(line => line.split('\t').map(unquote));
  const verdict = head.find(name => VERDICT_COLUMN.test(name));
  const missing = COLUMNS.filter(name => !head.includes(name));
  if (!verdict) missing.push('debian_cron_…_verdict');
  if (missing.length > 0) {
    throw new SetupProblem(`${file} lacks the columns ${missing.join(', ')}.`);
  }
  return lines.map(cells => {
    const cell = name => cells[head.indexOf(name)] ?? '';
    return {
      file: cell('file'),
      kind: cell('kind'),
      jobs: Number(cell('active_jobs')),
      settings: Number(cell('env_assignments')),
      disabledJobs: Number(cell('commented_out_jobs')),
      verdict: cell(verdict),
    };
  });
}

/** A cell with quotes in it is itself quoted, with each quote doubled. */
function unquote(cell) {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length > 1
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell;
}

function readKeys(text, file) {
  let keys;
  try {
    keys = JSON.parse(text);
  } catch (error) {
    throw new SetupProblem(`${file} is not JSON: ${error.message}`);
  }
  if (keys === null || typeof keys !== 'object' || Array.isArray(keys)) {
    throw new SetupProblem(`${file} must hold one object by file name.`);
  }
  delete keys._about;
  for (const [name, key] of Object.entries(keys)) {
    const lists = [key?.jobs, key?.env_assignments, key?.not_jobs];
    if (!lists.every(Array.isArray)) {
      throw new SetupProblem(
        `${file}: the key of ${name} lacks jobs, env_assignments or not_jobs.`,
      );
    }
  }
  return keys;
}
