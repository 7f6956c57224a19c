// What a person typed is masked before it goes to Slack or into the events of a
// request; logs and transcripts keep what was typed. Patterns are bounded: whoever
// types chooses the text, and how long it takes must not be theirs to say. Where
// they are not sure they mask too much.

/** A value, quoted or not; Slack's own escapes belong to it, and one that was cut ends with the text. */
const VALUE = String.raw`(?:'[^']*'?|"[^"]*"?|(?:&(?:amp|lt|gt);|[^\s,;)}\x60])+)`;
/** Up to an option of a program. */
const OPTIONS = String.raw`[^|;\n\x60]{0,300}?\s`;

const SECRETS: Array<[RegExp, string | ((found: string) => string)]> = [
  // Credentials in addresses, also where the address was cut.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,200}:)[^\s'"`]{1,300}(@|…)/gi, '$1***$2'],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, '***'],
  // Options of programs.
  [new RegExp(String.raw`(\b(?:mysql|mariadb|mysqldump|mariadb-dump|mysqladmin|mysqlimport)\b${OPTIONS}-p)${VALUE}`, 'g'), '$1***'],
  [new RegExp(String.raw`(\b(?:sshpass|(?:docker|podman)\s+login|mongo(?:sh|dump|restore|export|import)?)\b${OPTIONS}-p[\s=]{0,5})${VALUE}`, 'g'), '$1***'],
  [new RegExp(String.raw`(\bredis-cli\b${OPTIONS}-a\s{0,5})${VALUE}`, 'g'), '$1***'],
  [new RegExp(String.raw`(\b(?:curl|wget|https?)\b${OPTIONS}(?:-[a-zA-Z]{0,10}[uU]|--user|--proxy-user)[\s=]{0,5}["']?[^\s:'"\x60]{1,100}:)[^\s'"\x60]+`, 'g'), '$1***'],
  [/(\b(?:echo|printf)\b)[^|\n`]{1,300}(\|[^|\n`]{0,200}(?:passwd\b|--password-stdin\b))/g, '$1 *** $2'],
  // Redis: in capitals anywhere, else where a command begins.
  [/(\bAUTH2?\s{1,5})[^\s'"`]+(?:[ \t]{1,5}[^\s'"`⏎]+)?/g, '$1***'],
  [new RegExp(String.raw`((?:^\s{0,5}|\bredis-cli\b${OPTIONS})auth\s{1,5})[^\s\x60]+(?:[ \t]{1,5}[^\s\x60]+)?`, 'gim'), '$1***'],
  [/\bACL\s{1,5}SETUSER\b[^\n`]{0,1000}/gi, found => found.replace(/(&gt;|&lt;|[<>#!])[^\s'"]+/g, '$1***')],
  // SQL.
  [new RegExp(String.raw`(\bset\s{1,5}password\b[^;\n=\x60]{0,200}=\s{0,5})${VALUE}`, 'gi'), '$1***'],
  [new RegExp(String.raw`(\bidentified\s{1,5}(?:with\s{1,5}\S{1,60}\s{1,5})?(?:by|as)\s{1,5}(?:password\s{1,5})?)(?:'[^']*'?|"[^"]*"?)`, 'gi'), "$1'***'"],
  [new RegExp(String.raw`(\bwith\s{1,5}password\s{1,5})'[^']*'?`, 'gi'), "$1'***'"],
  // Headers.
  [/(\bauthorization["']?\]?\s{0,5}(?:=>|[:=,])\s{0,5}["']?(?:(?:bearer|basic|token|digest)\s{1,5})?)[^\s'"`,)}]+/gi, '$1***'],
  [/(\bbearer\s{1,5})[\w.~+/=-]{6,}/gi, '$1***'],
  [/(\b(?:set-)?cookie["']?\s{0,5}(?:=>|[:=])\s{0,5}["']?)[^'"`\n]+/gi, '$1***'],
  [/(\bx-[a-z-]{0,30}(?:key|auth|secret)[a-z-]{0,30}["']?\s{0,5}(?:=>|[:=])\s{0,5}["']?)[^\s'"`,]+/gi, '$1***'],
  // Whatever is called a secret; an ARN of Secrets Manager says only where one is.
  [
    new RegExp(String.raw`((?:pass(?:word|wd)?|secret(?!smanager)(?<!:\d{12}:secret)|token|api[_-]?key|access[_-]?key|private[_-]?key|mysql_pwd|redis(?:cli)?_?auth|masterauth)[a-z_]{0,30}["']?\]?\s{0,5}(?:=>|[=:(]|\s)\s{0,5})${VALUE}`, 'gi'),
    '$1***',
  ],
  // What says by itself that it is one.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '***'],
  [/\b(?:xox[abpors]-|gh[pousr]_|github_pat_|glpat-|sk-|[sr]k_live_|npm_|hf_|AIza)[\w-]{10,}/g, '***'],
  [/\beyJ[\w-]{8,300}\.[\w-]{1,4000}(?:\.[\w-]{0,2000})?/g, '***'],
];

/** A text without what looks like a credential; doing it twice changes nothing more. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((shorter, [pattern, by]) => (typeof by === 'string' ? shorter.replace(pattern, by) : shorter.replace(pattern, by)), text);
}
