import type { NamedOwner } from './model';

const MAX_NAME = 80;
const MAX_WORDS = 4;

/** An address that can be somebody's; bounded, so that a hostile line costs nothing. */
const EMAIL = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;

/** Words that stand in the place of a name and name nobody. */
const NOBODY = new Set(
  'none nobody unknown unassigned tbd todo tba n/a na all everyone anyone us me you here channel team owner admin ask see なし 無し 不明 未定 未設定 全員'.split(
    ' ',
  ),
);

/** Two spellings of one name are equal: width, case, and how words are joined do not count. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKC')
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/[\s_-]+/g, '-');
}

export function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLocaleLowerCase('en-US');
}

export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

/** A name as somebody wrote it, or `null` for what names nobody. */
export function readOwnerName(text: string): NamedOwner | null {
  const name = text
    .trim()
    .replace(/^["'`「『]+|["'`」』。.!！]+$/g, '')
    .trim();
  if (isEmail(name)) return { name, email: name };
  const words = name.split(/\s+/);
  const isName =
    name !== '' &&
    name.length <= MAX_NAME &&
    words.length <= MAX_WORDS &&
    // A channel, a web address, a telephone number, a masked secret.
    !/^[#+(\d]|:\/\/|\*\*\*/.test(name) &&
    /^@?\p{L}/u.test(name) &&
    !/[<>{}$\\|=\p{Cc}\p{Cf}]/u.test(name);
  if (!isName || NOBODY.has(name.replace(/^@/, '').toLocaleLowerCase('en-US')))
    return null;
  return { name };
}
