/** Checks pages against the rules of WCAG 2.2, levels A and AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/**
 * Rules that a page breaks, with the elements.
 * @param within the part of the page that is ours
 */
export async function violations(page, within = 'article') {
  await page.evaluate(axe);
  await page.evaluate(() =>
    // What moves or fades in has its place and its colours only then.
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity)
        .map(({ finished }) => finished),
    ),
  );
  return page.evaluate(async selector => {
    const { violations: found } = await window.axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // axe leaves it out unless it is asked for: 24 px, or as far apart.
      rules: { 'target-size': { enabled: true } },
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  }, within);
}
