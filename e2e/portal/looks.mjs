/** How people look at an open page: in which language, in which theme. */

/** Together both languages and both themes. */
export const LOOKS = [
  { language: 'en', theme: 'light' },
  { language: 'ja', theme: 'dark' },
];

/**
 * Changes language and theme of an open page, as another window of the portal
 * would. Backstage then draws the page anew: what it shows has to be waited for.
 */
export async function lookAs(page, look) {
  await page.evaluate(chosen => {
    for (const [key, value] of Object.entries(chosen)) {
      localStorage.setItem(key, value);
      window.dispatchEvent(new StorageEvent('storage', { key }));
    }
  }, look);
  await page.locator(`body[data-theme-mode=${look.theme}]`).waitFor();
}
