/** Letters of other scripts that look like Latin ones. */
const LOOK_ALIKES: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', һ: 'h', ԁ: 'd', ԛ: 'q', ԝ: 'w', м: 'm', т: 't', в: 'b', к: 'k', н: 'h', г: 'r', ӏ: 'l', п: 'n', А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y', І: 'I', Ј: 'J', Ѕ: 'S', α: 'a', ο: 'o', ρ: 'p', ν: 'v', ι: 'i', κ: 'k', τ: 't', υ: 'u', χ: 'x', ε: 'e', η: 'n', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X', ɡ: 'g', ı: 'i', ⅼ: 'l', ꜱ: 's', ʀ: 'R', ᴅ: 'D', ᴇ: 'E', '⁄': '/', '∕': '/', '−': '-', '‐': '-', '‑': '-', '–': '-', '—': '-', '；': ';', 'ꞁ': 'l', ո: 'n', օ: 'o', ѡ: 'w', ԍ: 'g' };
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export interface Folded {
  text: string;
  /** What was hidden in a word of plain letters. */
  hides: boolean;
}

/** The text as an eye reads it. */
export function folded(text: string): Folded {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0009\u000a\u000d\u0020-\u007e]*$/.test(text)) return { text, hides: false };
  const seen = text.replace(INVISIBLE, '').replace(CONTROL, '');
  const invisible = /[\x21-\x7e][\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff][\x21-\x7e]|[\u202a-\u202e\u2066-\u2069]/u.test(text) || CONTROL.test(text.replace(/\u001b\[20[01]~/g, ''));
  CONTROL.lastIndex = 0;
  let result = '';
  for (const char of seen.normalize('NFKC')) result += LOOK_ALIKES[char] ?? char;
  // A word of both Latin letters and letters that only look so.
  const mixed = (seen.match(/[A-Za-z\u0370-\u052f]{2,60}/g) ?? []).some(word => /[A-Za-z]/.test(word) && /[\u0370-\u052f]/.test(word));
  return { text: result, hides: invisible || mixed };
}
