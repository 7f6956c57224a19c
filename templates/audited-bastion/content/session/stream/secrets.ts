/** What looks like a credential in a command, for Slack: the log itself keeps what was typed. */
const SECRETS: Array<[RegExp, string]> = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, '$1***@'],
  [/(\b(?:mysql|mariadb|mysqldump)\b[^|;&\n]*?\s-p)[^\s'"]+/g, '$1***'],
  [/((?:pass(?:word|wd)?|secret|token|api_?key|access_?key|pgpassword|mysql_pwd|redis_?auth)[a-z_]*["']?\s*(?:=>|[=:]|\s)\s*)(?:'[^']*'|"[^"]*"|[^\s,;)}]+)/gi, '$1***'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '***'],
  [/\b(?:xox[abpors]-|gh[pousr]_|sk-)[\w-]{10,}/g, '***'],
  [/(\b(?:identified\s+by|with\s+password)\s+)'[^']*'/gi, "$1'***'"],
];

export function withoutSecrets(text: string): string {
  return SECRETS.reduce((shorter, [pattern, by]) => shorter.replace(pattern, by), text);
}
