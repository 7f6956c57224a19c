/** Looks for texts that stand in a column of single characters. */

/** As many lines are no word that happens to be long. */
const LINES = 4;
/** Fewer characters than this in a line, on average, and nobody reads it. */
const CHARACTERS = 3;

/** Texts within the part that have next to no width. */
export function squeezed(page, within = 'article') {
  return page.evaluate(
    ({ selector, lines, characters }) => {
      const found = [];
      for (const top of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          const text = data.trim();
          // What only screen readers have is hidden in one pixel.
          if (parentElement.getBoundingClientRect().width <= 1) continue;
          const range = document.createRange();
          range.selectNodeContents(walker.currentNode);
          const drawn = new Set(
            [...range.getClientRects()].map(({ top: y }) => Math.round(y)),
          ).size;
          if (drawn >= lines && text.length / drawn < characters) {
            found.push(`in ${drawn} lines: ${text}`);
          }
        }
      }
      return found;
    },
    { selector: within, lines: LINES, characters: CHARACTERS },
  );
}
