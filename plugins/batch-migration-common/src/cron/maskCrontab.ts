/** Masks the credentials of a crontab so that cron's reading of it stays the same. */
import { maskSecrets } from '../workload/maskSecrets';

export interface MaskedLine {
  /** The line with placeholders. */
  text: string;
  /** The line with a dot for each character of a credential: as long as the line. */
  concealed: string;
  names: string[];
}

export interface MaskedCrontab {
  /** As many lines as were given, each with its own line end. */
  text: string;
  /** One entry a line. */
  lines: MaskedLine[];
  /** Names of the credentials, each once. */
  names: string[];
}

const DOT = '\u2022';
/** A setting, switched on or commented out: what stands before its value, its name and its value. */
const SETTING =
  /^([ \t]*#?[ \t]*(["']?)([^\s=#"']{1,128})\2[ \t]*=[ \t]*)(\S[^\r]*?)([ \t\r]*)$/;
const KEY_BEGINS = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;
const MASKED = /^(["']?)\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*\1$/;

/** cron ends a command at these: they are syntax and stay, even inside a credential. */
const percentsOf = (secret: string) =>
  secret.match(/(?<!\\)%/g)?.join('') ?? '';

const dots = (secret: string) => secret.replace(/[\x20-\x7e]/g, DOT);

/**
 * In a setting cron takes blanks around `=`, and the whole rest of the line is
 * the value; a shell would end it at the first blank.
 */
function maskSetting(line: string): MaskedLine | null {
  const setting = SETTING.exec(line);
  if (!setting) return null;
  const [, before, , name, value, after] = setting;
  const [known] = maskSecrets(`${name}=x`).names;
  if (!known || MASKED.test(value) || /^\$\w+$/.test(value)) return null;
  const quote = /^(["'])(.+)\1$/.exec(value);
  const around = quote ? quote[1] : '';
  const secret = quote ? quote[2] : value;
  return {
    text: `${before}${around}***MASKED:${known}***${around}${after}`,
    concealed: `${before}${around}${dots(secret)}${around}${after}`,
    names: [known],
  };
}

function maskLine(line: string): MaskedLine {
  const setting = maskSetting(line);
  if (setting) return setting;
  const { text, names } = maskSecrets(
    line,
    (placeholder, secret) => placeholder + percentsOf(secret),
  );
  return {
    text,
    names,
    concealed:
      text === line
        ? line
        : maskSecrets(line, (_, secret) => dots(secret)).text,
  };
}

/**
 * Masks line by line: no rule can reach over a line end and swallow the
 * columns of the next job, and each line keeps its number. Two values of one
 * name in two lines share the name, as they do in the commands of a capture.
 *
 * @param known - lines that were masked before; new ones are added
 */
export function maskCrontab(
  text: string,
  known: Map<string, MaskedLine> = new Map(),
): MaskedCrontab {
  let insideKey = false;
  const lines = text.split('\n').map(line => {
    const begins = KEY_BEGINS.test(line);
    if (insideKey || begins) {
      const masked = insideKey
        ? {
            text: line.trim() === '' ? line : '***MASKED:PRIVATE_KEY***',
            concealed: dots(line),
            names: ['PRIVATE_KEY'],
          }
        : maskLine(line);
      insideKey = !KEY_ENDS.test(line);
      return masked;
    }
    const found = known.get(line) ?? maskLine(line);
    known.set(line, found);
    return found;
  });
  return {
    text: lines.map(line => line.text).join('\n'),
    lines,
    names: [...new Set(lines.flatMap(line => line.names))],
  };
}
