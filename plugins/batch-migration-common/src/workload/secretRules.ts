import {
  AT_WORD,
  findAuthorization,
  findBearer,
  findHeader,
} from './headerRules';
import {
  SECRET_WORD,
  findAssignment,
  findField,
  findOption,
  findParameter,
} from './namedSecrets';
import {
  type Found,
  type Rule,
  type Sight,
  ending,
  found,
  lengthOf,
  upperSnake,
} from './secretRule';
import { indexInWord, isReference, wordSize } from './shellWords';
import { findLogon, findPassphrase, findToolOption } from './toolOptions';

/** Longest credential that is known by its form. */
const KNOWN_LENGTH = 16_384;

/** Credentials that are known by their own form, of which `start` matches the beginning. */
function known(name: string, start: RegExp, least: RegExp): Rule {
  return {
    pattern: start,
    find: ({ before, hit, rest }) => {
      if (AT_WORD.test(before)) return null;
      const size = lengthOf(least, hit + rest.slice(0, KNOWN_LENGTH));
      return size ? found(name, size, -hit.length) : null;
    },
  };
}

const path = (name: string, pattern: RegExp): Rule => ({
  pattern,
  find: ({ rest }) => found(name, lengthOf(/^[\w/+-]+/, rest)),
});

/** `user:password@` of a URL, or a token alone; what has a port and a path is none. */
function findInUrl({ before, rest }: Sight): Found | null {
  const scheme = ending(before, /[A-Za-z0-9+.-]/)
    .slice(-31)
    .replace(/^[^A-Za-z]+/, '');
  if (!scheme) return null;
  const name = upperSnake(`${scheme}_url_password`);
  const user =
    /^[^ \t\r/'"]*@/.exec(rest)?.[0] ??
    /^[^ \t\r/'"@:]{0,256}:(?!\d+\/|\$)[^ \t\r'"@]{0,512}@/.exec(rest)?.[0];
  if (!user || user.startsWith('***MASKED:')) return null;
  const colon = indexInWord(user, ':');
  const password = colon < 0 ? '' : user.slice(colon + 1, -1);
  if (password !== '' && password !== 'x-oauth-basic')
    return found(name, password.length, colon + 1);
  const token = lengthOf(/^[A-Za-z0-9_-]+(?=[:@])/, user);
  return token >= 20 && /\d/.test(user) && !/ssh$/i.test(scheme)
    ? found(upperSnake(`${scheme}_url_token`), token)
    : null;
}

const TAKES_INPUT =
  /^[ \t]*\|[ \t]*(?:(?:[^|;&]*[/ \t])?chpasswd|(?:[^|;&]*[ \t])?(?:--password-stdin|--stdin|--passphrase-fd[ =]0|-pass(?:in)? stdin)|(?:[^|;& ]*\/)?sudo[ \t](?:[^|;&]*[ \t])?-S)(?:[ \t|;&]|$)/;

/** `echo secret | sudo -S …` */
function findInput({ before, rest, place }: Sight): Found | null {
  if (/[\w.-]$/.test(before)) return null;
  const skip = lengthOf(/^-[neE]+[ \t]+/, rest);
  const size = wordSize(rest.slice(skip), place);
  return TAKES_INPUT.test(rest.slice(skip + size))
    ? found('STDIN_PASSWORD', size, skip)
    : null;
}

/**
 * In order: a value that an earlier rule masked is not looked at again. No
 * pattern repeats a repetition, so hostile text costs linear time.
 */
export const RULES: readonly Rule[] = [
  path(
    'SLACK_WEBHOOK',
    /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\//gi,
  ),
  path(
    'DISCORD_WEBHOOK',
    /https:\/\/(?:\w{1,63}\.)?discord(?:app)?\.com\/api\/webhooks\//gi,
  ),
  path(
    'TEAMS_WEBHOOK',
    /https:\/\/(?:outlook\.office(?:365)?\.com\/webhook|[\w-]{1,63}\.webhook\.office\.com\/webhookb2)\//gi,
  ),
  path('TELEGRAM_TOKEN', /api\.telegram\.org\/bot\d{1,20}:/gi),
  { pattern: /:\/\//g, find: findInUrl },
  known(
    'AWS_ACCESS_KEY_ID',
    /A(?:KI|SI)A/g,
    /^.{4}[A-Z0-9]{16}(?![A-Za-z0-9_])/,
  ),
  known('GITHUB_TOKEN', /gh[pousr]_|github_pat_/g, /^[a-z_]+_\w{20,}/),
  known('GITLAB_TOKEN', /glpat-/g, /^glpat-[\w-]{16,}/),
  known('SLACK_TOKEN', /x(?:ox[abeoprs]|app)-/g, /^[a-z]+-[\w-]{8,}/),
  known('STRIPE_KEY', /[rs]k_(?:live|test)_/g, /^.{8}\w{8,}/),
  known('GOOGLE_API_KEY', /AIza/g, /^AIza[\w-]{35,}/),
  known('SENDGRID_API_KEY', /SG\./g, /^SG\.[\w-]{16,}\.[\w-]{16,}/),
  known('NPM_TOKEN', /npm_/g, /^npm_\w{36,}/),
  known('VAULT_TOKEN', /hv[bs]\./g, /^hv[bs]\.[\w-]{20,}/),
  known('SHOPIFY_TOKEN', /shp(?:at|ca|pa|ss)_/g, /^shp.._\w{20,}/),
  known('AGE_KEY', /AGE-SECRET-KEY-1/g, /^AGE-SECRET-KEY-1\w{20,}/),
  known('JWT', /eyJ/g, /^eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/),
  {
    pattern: /Authorization(?:\\?["'])?[ \t]{0,8}[:=][ \t]{0,8}(?:\\?["'])?/gi,
    find: findAuthorization,
  },
  { pattern: /Bearer[ \t]{1,8}/gi, find: findBearer },
  {
    pattern:
      /(?:KEY|TOKEN|SECRET|PASSWORD|AUTH|COOKIE)(?:\\?["'])?[ \t]{0,8}:[ \t]{0,8}(?:\\?["'])?/gi,
    find: findHeader,
  },
  { pattern: /[ \t]-/g, find: findToolOption },
  { pattern: /[ \t]["']?[A-Za-z0-9_]{1,30}\//g, find: findLogon },
  { pattern: /[ \t]-pass(?:in|out)?[ \t]{1,8}/g, find: findPassphrase },
  {
    pattern: /[?&](?:sig|signature|x-amz-signature|auth|key|code)=/gi,
    find: findParameter,
  },
  {
    pattern: new RegExp(`${SECRET_WORD}\\d{0,3}=`, 'gi'),
    find: findAssignment,
  },
  {
    pattern: new RegExp(
      `[ \\t]-{0,2}[A-Za-z0-9_.-]{0,300}${SECRET_WORD}[ \\t]{1,8}`,
      'gi',
    ),
    find: findOption,
  },
  {
    pattern: new RegExp(
      `${SECRET_WORD}(?:\\\\?["'])?[ \\t]{0,8}(?::|=>)[ \\t]{0,8}`,
      'gi',
    ),
    find: findField,
  },
  { pattern: /(?:echo|printf)[ \t]{1,8}/g, find: findInput },
];

/** Ends at a comma, behind which stands another setting of supervisord. */
const MASKED_SETTING = /^["']?\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*["']?,/;

/**
 * Whether a value holds no credential of its own. Between single quotes a shell
 * replaces nothing.
 *
 * @param open - the quotes around `secret` in `value`
 */
export function isHeldElsewhere(
  value: string,
  secret: string,
  open: string,
): boolean {
  return (
    MASKED_SETTING.test(value) ||
    /^(?:\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*|[%\\])*$/.test(secret) ||
    (open !== "'" && isReference(secret))
  );
}
