/** Looks for sentences that are in the other language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const plain = text => text.replace(/["'\\]/g, '').replace(/\s+/g, ' ');

const filesIn = (folder, isWanted) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(file => file.isFile() && isWanted(file))
    .map(({ parentPath, name }) => path.join(parentPath, name));

/** What people and hosts of the demo say in their own words, which nobody translates. */
const OWN_WORDS = plain(
  [
    ...filesIn('examples/estate', () => true),
    path.join(root, 'app-config.yaml'),
    // The scaffolder shows a form in the language of its template.
    ...filesIn('templates', ({ name }) => name === 'template.yaml'),
  ]
    .map(file => readFileSync(file, 'utf8'))
    .join('\n'),
);

const AS_WRITTEN = [
  // Hidden in each link of Backstage's that leaves the portal.
  /^, Opens in a new window$/,
];

const OTHER = {
  ja: /(?:[A-Za-z][A-Za-z'’-]*[,;:.]? ){3}[A-Za-z]{2,}[A-Za-z ,;:.'’-]*/,
  en: /[\u3040-\u30ff\u4e00-\u9fff][^A-Za-z]*/,
};

/**
 * Texts and accessible names within the part that are not in the language: in
 * Japanese four English words in a row, in English any Japanese. What is marked
 * with a language of its own says so itself, and code is in none.
 */
export async function untranslated(page, within, language) {
  const texts = await page.evaluate(selector => {
    const isSaid = part =>
      !part.closest('code, pre, textarea, style, script, [lang]:not(html)');
    const said = new Set();
    for (const top of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        if (isSaid(parentElement)) said.add(data.trim());
      }
      for (const part of [top, ...top.querySelectorAll('*')]) {
        if (!isSaid(part)) continue;
        for (const name of ['aria-label', 'title', 'placeholder']) {
          said.add(part.getAttribute(name)?.trim() ?? '');
        }
      }
    }
    return [...said];
  }, within);
  return texts
    .flatMap(text => text.split(/: |[「」]/))
    .filter(text => {
      const [found] = OTHER[language].exec(text) ?? [];
      return (
        found !== undefined &&
        !OWN_WORDS.includes(plain(found).trim()) &&
        !AS_WRITTEN.some(pattern => pattern.test(text))
      );
    })
    .map(text => `not in ${language}: ${text}`);
}
