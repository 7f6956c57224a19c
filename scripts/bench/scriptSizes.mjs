/** How much of a built portal a browser loads, in bytes after gzip. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What only the chart library's files hold. */
const CHARTS = 'recharts-';

const folderOf = dist => path.join(dist, 'static');
const gzipped = text => gzipSync(text).length;

/** What the page itself names, and so loads before anything of a plugin's page. */
export function entrySize(dist) {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const names = [...html.matchAll(/static\/([\w.-]+\.js)/g)].map(
    ([, name]) => name,
  );
  if (names.length === 0) throw new Error('The portal names no script');
  return [...new Set(names)]
    .map(name => gzipped(readFileSync(path.join(folderOf(dist), name))))
    .reduce((sum, size) => sum + size, 0);
}

/**
 * Of these scripts, without and with the charts, which are loaded after the
 * page is usable.
 */
export function sizeOfScripts(dist, names) {
  let total = 0;
  let charts = 0;
  for (const name of names) {
    const text = readFileSync(path.join(folderOf(dist), name), 'utf8');
    if (text.includes(CHARTS)) charts += gzipped(text);
    else total += gzipped(text);
  }
  return { total, charts };
}
