import type { LinePlace, Quote } from './shellWords';

/** Tools whose short options carry credentials. */
const TOOL =
  /^(?:mysql\w*|mariadb[\w-]*|mycli|sshpass|mongo(?:sh|dump|restore|export|import)?|curl|wget|https?|xh|lftp|ab|redis-cli|ldap\w+|docker|podman|login|zip|unzip|sqlcmd|bcp|mosquitto_[ps]ub|ipmitool|7z[ar]?|rar|unrar|sendemail|swaks|ncftp\w*|smbclient|rpcclient|smbget|sqlplus|sqlldr|rman|expdp|impdp|configure|config)$/i;
const OF_SSH = /^(?:ssh|scp|sftp|rsync)$/;
const IN_WORD = /[A-Za-z0-9_-]/;

/**
 * Reads a line forward, piece by piece: in which quotes the place reached
 * lies, and which tools the command there names. What stands in quotes is
 * read both as an argument and as a command of its own.
 */
export class LineScan implements LinePlace {
  quote: Quote = '';
  inEscaped = false;
  tools = new Set<string>();
  /** Of the command around the quotes, before them and with what is in them. */
  private around = new Set<string>();
  private whole = new Set<string>();
  private isEscaped = false;
  private word = '';
  private previous = '';
  private depth = 0;

  read(text: string): void {
    for (const sign of text) {
      if (IN_WORD.test(sign)) {
        this.word += sign;
        this.isEscaped = false;
      } else {
        if (this.word !== '' && !/[./:=]/.test(sign)) this.name(this.word);
        this.word = '';
        this.readSign(sign);
      }
      this.previous = sign;
    }
  }

  private name(word: string): void {
    if (OF_SSH.test(word)) this.tools.delete('sshpass');
    if (word.length > 40 || !TOOL.test(word)) return;
    const tool = word.toLowerCase();
    this.tools.add(tool);
    if (this.quote) this.whole.add(tool);
  }

  private readSign(sign: string): void {
    if (this.isEscaped) {
      this.isEscaped = false;
      if (sign === '"' && this.quote === '"') this.inEscaped = !this.inEscaped;
    } else if (sign === '\\' && this.quote !== "'") {
      this.isEscaped = true;
    } else if (this.quote === '' && (sign === '"' || sign === "'")) {
      this.quote = sign;
      this.inEscaped = false;
      this.around = new Set(this.tools);
      this.whole = new Set(this.tools);
    } else if (sign === this.quote) {
      this.quote = '';
      this.inEscaped = false;
      this.tools = this.whole;
    } else if (sign === '(' && this.previous === '$') {
      this.depth++;
    } else if (sign === ')' && this.depth > 0) {
      this.depth--;
    } else if (
      this.depth === 0 &&
      (sign === '|' || sign === ';' || (sign === '&' && this.previous === '&'))
    ) {
      this.tools = new Set(this.quote ? this.around : []);
    }
  }
}
