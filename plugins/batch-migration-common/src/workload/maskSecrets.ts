/** Text whose credentials are replaced by `***MASKED:NAME***`. */
export interface MaskedText {
  text: string;
  /** Names of the placeholders in the text, in order, each once. */
  names: string[];
}

const PLACEHOLDER = /\*\*\*MASKED:([A-Z][A-Z0-9_]*)\*\*\*/g;

/** Longest name of a placeholder, before a number is added. */
const NAME_LENGTH = 64;

/** Longest placeholder, its number included. */
const PLACEHOLDER_LENGTH = NAME_LENGTH + 24;

/** Last part of a name that says that its value is a credential. */
const SECRET_WORD =
  '(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PASS|PWD|PW|SECRET|TOKEN|' +
  'API[_-]?KEY|APIKEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|PRIVATE[_-]?KEY|' +
  'ENCRYPTION[_-]?KEY|SIGNING[_-]?KEY|MASTER[_-]?KEY|AUTH[_-]?KEY|' +
  'SECRET[_-]?KEY[_-]?BASE|CREDENTIALS?)';

/** Names of shell variables that end in such a word and hold none. */
const HARMLESS_NAMES = new Set(['PWD', 'OLDPWD']);

/** One shell word: quoted (in quotes, too), substituted, or up to a blank or the end of the command. */
const VALUE = `(?:\\\\"[^"\\\\\\n]*\\\\"|"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'|\\$\\([^)\\n]*\\)|\`[^\`\\n]*\`|[^\\s"'|&;<>()]+)`;

/** What may stand between a tool and its option: no pipe, no next command. */
const SAME_COMMAND = '(?:[^|;&\\n]|&(?!&)){0,2000}?';

/** A value that another place holds: `$X`, `${X}`, `$(…)`, a backtick; not `${X:-default}`. */
const REFERENCE = /^(?:\\?")?(?:\$\w+|\$\{\w+\}|\$\(.*\)|`.*`|%\w+%)(?:\\?")?$/;

/** Where a rule found a credential within its match. */
interface Found {
  before: string;
  secret: string;
  after?: string;
  name: string;
}

interface Rule {
  pattern: RegExp;
  /** `null` leaves the match as it is. */
  find(match: string[]): Found | null;
}

function upperSnake(name: string): string {
  const snake = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, NAME_LENGTH)
    .replace(/_$/, '');
  return /^[A-Z]/.test(snake) ? snake : `SECRET_${snake}`.replace(/_$/, '');
}

const whole = (name: string, pattern: RegExp): Rule => ({
  pattern,
  find: ([secret]) => ({ before: '', secret, name }),
});

const userAndPassword = (pattern: RegExp, name: string): Rule => ({
  pattern,
  find: ([, before, secret]) => ({ before, secret, name }),
});

/**
 * In order: a value that an earlier rule masked is not looked at again. No
 * pattern repeats a repetition, so hostile text costs linear time.
 */
const RULES: Rule[] = [
  whole(
    'PRIVATE_KEY',
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  ),
  userAndPassword(
    /(https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)([\w/+-]+)/gi,
    'SLACK_WEBHOOK',
  ),
  userAndPassword(
    /(https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/)([\w/-]+)/gi,
    'DISCORD_WEBHOOK',
  ),
  {
    pattern:
      /\b([a-z][a-z0-9+.-]{0,30})(:\/\/[^\s:@/'"]{0,256}:)([^\s@/'"]{1,512})(?=@)/gi,
    find: ([, scheme, user, secret]) => ({
      before: scheme + user,
      secret,
      name: upperSnake(`${scheme}_url_password`),
    }),
  },
  whole('AWS_ACCESS_KEY_ID', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g),
  whole('GITHUB_TOKEN', /\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255})\b/g),
  whole('GITLAB_TOKEN', /\bglpat-[\w-]{16,255}/g),
  whole('SLACK_TOKEN', /\bx(?:ox[abeoprs]|app)-[\w-]{8,255}/g),
  whole('STRIPE_KEY', /\b[rs]k_(?:live|test)_\w{8,255}\b/g),
  whole('GOOGLE_API_KEY', /\bAIza[\w-]{35}/g),
  whole('SENDGRID_API_KEY', /\bSG\.[\w-]{16,64}\.[\w-]{16,128}/g),
  whole('NPM_TOKEN', /\bnpm_\w{36}\b/g),
  whole('JWT', /\beyJ[\w-]{8,4096}\.[\w-]{4,8192}\.[\w-]{0,4096}/g),
  {
    pattern:
      /\b(Authorization["']?\s{0,8}[:=]\s{0,8}["']?(?:(Bearer|Basic|Token|Digest|ApiKey)\s{1,8})?)([^\s"',;]+)/gi,
    find: ([, before, scheme, secret]) => ({
      before,
      secret,
      name: scheme
        ? upperSnake(
            /bearer|token/i.test(scheme) ? 'bearer_token' : `${scheme}_auth`,
          )
        : 'AUTHORIZATION',
    }),
  },
  userAndPassword(/\b(Bearer\s{1,8})([\w.~+/=-]{12,})/g, 'BEARER_TOKEN'),
  {
    pattern:
      /\b((X-[A-Za-z-]{0,40}(?:Key|Token|Secret)|Api-Key|Private-Token)\s{0,8}:\s{0,8})([^\s"']+)/gi,
    find: ([, before, header, secret]) => ({
      before,
      secret,
      name: upperSnake(header),
    }),
  },
  // curl -u user:secret, -uuser:secret, --user user:secret, --proxy-user=…
  // Other tools name a user and a group so.
  userAndPassword(
    new RegExp(
      `\\b((?:curl|wget|https?|lftp|ab)\\b${SAME_COMMAND}\\s(?:-[A-Za-z]{0,8}u\\s{0,8}|--(?:proxy-)?user(?:\\s{1,8}|=))["']?[^\\s:"'$/]{1,128}:)((?!//)[^\\s"']+)`,
      'g',
    ),
    'HTTP_PASSWORD',
  ),
  // mysql's -p takes its value only when attached.
  {
    pattern: new RegExp(
      `\\b(mysql\\w*|mariadb[\\w-]*|mycli)(\\b${SAME_COMMAND}\\s-p)(${VALUE})`,
      'g',
    ),
    find: ([, tool, between, secret]) => ({
      before: tool + between,
      secret,
      name: 'MYSQL_PASSWORD',
    }),
  },
  {
    pattern: new RegExp(
      `\\b((?:sshpass|mongo(?:sh|dump|restore|export|import)?)\\b${SAME_COMMAND}\\s-p\\s{0,8})(${VALUE})`,
      'g',
    ),
    find: ([, before, secret]) => ({ before, secret, name: 'PASSWORD' }),
  },
  {
    pattern: new RegExp(
      `\\b(redis-cli\\b${SAME_COMMAND}\\s-a\\s{1,8})(${VALUE})`,
      'g',
    ),
    find: ([, before, secret]) => ({ before, secret, name: 'REDIS_PASSWORD' }),
  },
  {
    pattern: new RegExp(
      `\\b(ldap\\w{1,20}\\b${SAME_COMMAND}\\s-w\\s{0,8})(${VALUE})`,
      'g',
    ),
    find: ([, before, secret]) => ({ before, secret, name: 'LDAP_PASSWORD' }),
  },
  userAndPassword(/(\s-pass(?:in|out)?\s{1,8}pass:)(\S+)/g, 'PASSPHRASE'),
  // NAME=value, ?name=value, --name=value: the name ends in a secret word.
  {
    pattern: new RegExp(
      `(^|[^A-Za-z0-9_])((?:[A-Za-z0-9]{1,60}[_.-]){0,8}?[A-Za-z0-9]{0,60}?${SECRET_WORD}\\d{0,3})(=)(${VALUE})`,
      'gim',
    ),
    find: ([, edge, name, sign, secret]) =>
      HARMLESS_NAMES.has(name) || /^no[_-]/i.test(name)
        ? null
        : {
            before: edge + name + sign,
            secret:
              edge === '?' || edge === '&' ? secret.split('#')[0] : secret,
            after:
              edge === '?' || edge === '&'
                ? secret.slice(secret.split('#')[0].length)
                : '',
            name: upperSnake(name),
          },
  },
  // --name value
  {
    pattern: new RegExp(
      `(\\s--?)((?:[A-Za-z0-9]{1,60}[_-]){0,8}?${SECRET_WORD})(\\s{1,8})(?!-)(${VALUE})`,
      'gi',
    ),
    find: ([, dashes, name, blank, secret]) =>
      /^no-/i.test(name)
        ? null
        : {
            before: dashes + name + blank,
            secret,
            name: upperSnake(name),
          },
  },
  // "name": "value", :name => 'value', name: 'value'
  {
    pattern: new RegExp(
      `((["']?)\\b((?:[A-Za-z0-9]{1,60}[_-]){0,8}?${SECRET_WORD})\\2\\s{0,8}(?::|=>)\\s{0,8})("(?:[^"\\\\\\n]|\\\\.)+"|'[^'\\n]+')`,
      'gi',
    ),
    find: ([, before, , name, secret]) => ({
      before,
      secret,
      name: upperSnake(name),
    }),
  },
];

/** A value without its quotes, and what goes back around it. */
function unquote(value: string): [string, string, string] {
  const quote = /^(["'])([\s\S]*)\1$/.exec(value);
  return quote ? [quote[1], quote[2], quote[1]] : ['', value, ''];
}

/** Whether the span from `start` (inclusive) to `end` (exclusive) meets a placeholder. */
function touchesPlaceholder(text: string, start: number, end: number) {
  const from = Math.max(0, start - PLACEHOLDER_LENGTH);
  return [
    ...text.slice(from, end + PLACEHOLDER_LENGTH).matchAll(PLACEHOLDER),
  ].some(match => {
    const at = from + (match.index ?? 0);
    return at < end && at + match[0].length > start;
  });
}

/**
 * Replaces what looks like a credential, so that it is never stored. Names
 * come from where the credential stands (`--db-password x` is `DB_PASSWORD`);
 * two different values of one name become `NAME` and `NAME_2`. References
 * such as `$PASSWORD` stay. Masking masked text changes nothing.
 *
 * @param write - what to put in place of a credential, the placeholder by
 * default; it must not bring back what it replaces
 */
export function maskSecrets(
  text: string,
  write: (placeholder: string, secret: string) => string = name => name,
): MaskedText {
  const taken = new Set(
    [...text.matchAll(PLACEHOLDER)].map(([, name]) => name),
  );
  const nameOfValue = new Map<string, string>();

  const placeholder = (name: string, secret: string): string => {
    const id = `${name}\n${secret}`;
    let unique = nameOfValue.get(id);
    if (!unique) {
      unique = name;
      for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
      taken.add(unique);
      nameOfValue.set(id, unique);
    }
    return `***MASKED:${unique}***`;
  };

  const maskOnce = (current: string): string =>
    RULES.reduce(
      (before, rule) =>
        before.replace(rule.pattern, (...args: unknown[]) => {
          const offset = args.find(arg => typeof arg === 'number') as number;
          const match = args as string[];
          const found = rule.find(match);
          if (!found) return match[0];
          const [open, secret, close] = unquote(found.secret);
          const start = offset + found.before.length;
          const isHeld =
            secret === '' ||
            (open !== "'" && REFERENCE.test(secret)) ||
            touchesPlaceholder(before, start, start + found.secret.length);
          return isHeld
            ? match[0]
            : `${found.before}${open}${write(
                placeholder(found.name, secret),
                secret,
              )}${close}${found.after ?? ''}`;
        }),
      current,
    );

  // One masked value can bring another into the reach of a rule. Each round
  // masks at least one more, so this ends.
  let masked = text;
  for (let next = maskOnce(masked); next !== masked; next = maskOnce(masked)) {
    masked = next;
  }
  const names = [...masked.matchAll(PLACEHOLDER)].map(([, name]) => name);
  return { text: masked, names: [...new Set(names)] };
}
