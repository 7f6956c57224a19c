import type { NamedOwner } from './model';
import { isServiceUser } from './serviceUsers';
import { isEmail, readOwnerName } from './ownerNames';

/** Comments above a job are short; a longer text is no comment. */
const MAX_TEXT = 2_000;
const MAX_OWNERS = 5;

/** `owner: sre`, at the start of a line or of a part of it. */
const MARK =
  /(?:^|[(（[|;、,.。]|\s[-–—])\s{0,4}(?:owners?|owned by|teams?|contacts?|maintainers?|担当(?:者|チーム|部署|部門)?|連絡先|責任者)\s{0,4}[:：=]\s{0,4}([^)）\]|;\n]{1,200})/gimu;

/** Of a user or team. `@daily` and `@reboot` are words of cron. */
const MENTION = /(?<![\w.@/+-])@([a-z\d][\w-]{0,63}(?:\/[\w.-]{1,64})?)/gi;
const NO_MENTION =
  /^(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly|every\w*|here|channel|all|everyone|todo|param|return|see|since|deprecated|author|link)$/i;

const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** Where nobody reads, or a program. */
const NO_READER = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster)[@+]/i;

/**
 * Whom the comment above a job names as owner: after `owner:`, `team:`,
 * `contact:`, `maintainer:`, `担当:` or `連絡先:`, as an `@mention`, or by an
 * address. Nothing is guessed from free text.
 */
export function commentOwners(comment: string): NamedOwner[] {
  const text = comment.slice(0, MAX_TEXT);
  const found: NamedOwner[] = [];
  for (const [, value] of text.matchAll(MARK)) {
    for (const part of value.split(/[,、，/／]\s|\s(?:and|&|と)\s|、|，/u)) {
      const owner = readPart(part);
      if (owner) found.push(owner);
    }
  }
  for (const [email] of text.matchAll(ADDRESS)) {
    const owner = ofAddress(email);
    if (owner) found.push(owner);
  }
  for (const [, name] of text.matchAll(MENTION)) {
    if (!NO_MENTION.test(name)) found.push({ name: `@${name}` });
  }
  return distinct(found).slice(0, MAX_OWNERS);
}

/** `Mori Hanako <mori@example.com>`, a name, an `@mention` or an address. */
function readPart(text: string): NamedOwner | null {
  const [address] = text.match(ADDRESS) ?? [];
  if (address) {
    const owner = ofAddress(address);
    const name = readOwnerName(text.split(/[<(（]/)[0]);
    return owner && name && !name.email ? { ...owner, name: name.name } : owner;
  }
  // A sentence may go on after the name.
  const owner = readOwnerName(text.split(/[.。](?:\s|$)/)[0]);
  return owner && isServiceUser(owner.name) && /^[a-z]/.test(owner.name)
    ? onlyTeam(owner)
    : owner;
}

/** Somebody may really call a team `data`; nobody owns by being root. */
function onlyTeam(owner: NamedOwner): NamedOwner | null {
  return /^(?:root|daemon|nobody|cron|ubuntu|ec2-user|www-data)$/.test(
    owner.name,
  )
    ? null
    : owner;
}

function ofAddress(email: string): NamedOwner | null {
  const user = email.split('@')[0].toLocaleLowerCase('en-US');
  const isNobody =
    !isEmail(email) ||
    NO_READER.test(email) ||
    /^(?:root|daemon|nobody|cron|www-data)$/.test(user);
  return isNobody ? null : { name: email, email };
}

/** One for each address, else for each name: what names more stays. */
function distinct(owners: readonly NamedOwner[]): NamedOwner[] {
  const seen = new Set<string>();
  return owners.filter(({ name, email }) => {
    const keys = [name, email ?? name].map(key =>
      key.toLocaleLowerCase('en-US').replace(/^@/, ''),
    );
    const isNew = keys.every(key => !seen.has(key));
    keys.forEach(key => seen.add(key));
    return isNew;
  });
}
