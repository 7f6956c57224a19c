/** The README's section on installing, read as instructions: what it says is what is done. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../../scripts/toolchain.mjs';

const SECTION = 'Add it to your Backstage';

const partOf = heading =>
  under(
    under(readFileSync(path.join(root, 'README.md'), 'utf8'), '##', SECTION),
    '###',
    heading,
  );

/** The configuration that a `###` part of the section shows first. */
export function configurationOf(part) {
  const shown = blocksOf(partOf(part)).find(
    ({ language }) => language === 'yaml',
  );
  if (!shown) throw new Error(`"${part}" of the README shows no configuration`);
  return parse(shown.body);
}

/**
 * The steps of the section, or of one `###` part of it, in order.
 * @returns commands (`{ command }`, the words of one line of `bash`) and
 *   changes (`{ file, lines }`, a block of `diff` with the file that the text
 *   before it names)
 */
export function stepsOf(part) {
  return blocksOf(partOf(part)).flatMap(({ language, body, before }) => {
    if (language === 'bash') {
      return body
        .replaceAll('\\\n', ' ')
        .split('\n')
        .filter(line => line.trim())
        .map(line => ({ command: line.trim().split(/\s+/) }));
    }
    if (language !== 'diff') return [];
    const file = before.match(/`(packages\/[^`]+)`[^`]*$/)?.[1];
    if (!file) throw new Error(`No file is named before\n${body}`);
    return [{ file, lines: body.split('\n') }];
  });
}

/**
 * Makes the change in a file of the portal: `+` adds, `-` removes, everything
 * else is a line to look for, and `…` stands for lines in between. What is
 * added after a `…` goes above the next line to look for.
 */
export function change(portal, { file, lines }) {
  const target = path.join(portal, file);
  const text = readFileSync(target, 'utf8').split('\n');
  let at = 0;
  let isPlaceKnown = true;
  let waiting = [];
  const add = added => {
    text.splice(at, 0, ...added);
    at += added.length;
  };
  const find = wanted => {
    const index = text.findIndex(
      (line, position) => position >= at && line.trim() === wanted.trim(),
    );
    if (index === -1) {
      throw new Error(
        `The README names a line that ${file} does not have: ${wanted.trim()}`,
      );
    }
    at = index;
    add(waiting);
    waiting = [];
    isPlaceKnown = true;
  };
  for (const line of lines) {
    const content = line.slice(1);
    if (line.startsWith('+')) {
      if (isPlaceKnown) add([content]);
      else waiting.push(content);
    } else if (line.startsWith('-')) {
      find(content);
      text.splice(at, 1);
    } else if (line.trim() === '…') {
      isPlaceKnown = false;
    } else if (line.trim()) {
      find(line);
      at += 1;
    }
  }
  if (waiting.length > 0) {
    throw new Error(
      `The README does not say where in ${file} this goes:\n${waiting.join(
        '\n',
      )}`,
    );
  }
  writeFileSync(target, text.join('\n'));
}

/** What stands under a heading, up to the next of its level or above. */
function under(text, marks, heading) {
  const lines = text.split('\n');
  const start = lines.indexOf(`${marks} ${heading}`);
  if (start === -1) throw new Error(`The README has no "${heading}"`);
  const length = lines
    .slice(start + 1)
    .findIndex(line => new RegExp(`^#{1,${marks.length}} `).test(line));
  return lines
    .slice(start + 1, length === -1 ? undefined : start + 1 + length)
    .join('\n');
}

function blocksOf(text) {
  const fence = /^```(\w+)\n([\s\S]*?)\n```$/gm;
  let end = 0;
  return [...text.matchAll(fence)].map(match => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    return { language: match[1], body: match[2], before };
  });
}
