import { createHash } from 'node:crypto';
import { AwsFault } from './fault';

/** Turns pages: a token is good only for the question that it was given out for. */
export class Pages {
  private readonly given = new Map<
    string,
    { question: string; from: number }
  >();

  /**
   * @param question - what is asked, without token and page size
   * @param invalid - the service's error for a token that it never gave out
   */
  turn<T>(
    items: readonly T[],
    page: {
      question: unknown;
      token: string | undefined;
      size: number;
      invalid: string;
    },
  ): { items: T[]; token?: string } {
    const question = JSON.stringify(page.question);
    const given = page.token === undefined ? null : this.given.get(page.token);
    if (given === undefined || (given && given.question !== question)) {
      throw new AwsFault(page.invalid, `Invalid token: '${page.token}'`);
    }
    const from = given?.from ?? 0;
    const until = from + page.size;
    if (until >= items.length) return { items: items.slice(from) };
    const token = createHash('sha256')
      .update(`${question} ${until}`)
      .digest('base64url');
    this.given.set(token, { question, from: until });
    return { items: items.slice(from, until), token };
  }
}
