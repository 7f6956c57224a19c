import { mask } from './mask';

/** More is not read; the start is kept, and what was cut is said. */
const MAX_BYTES = 20_000_000;

/** The log of a run, on the console and in evidence, with secrets masked in both. */
export class Log {
  private readonly lines: string[] = [];
  private bytes = 0;
  private cut = 0;
  secrets: readonly string[] = [];

  constructor(
    private readonly print: (line: string) => void,
    private readonly clock: () => Date,
  ) {}

  readonly line = (text: string): void => {
    const masked = mask(text, this.secrets);
    this.print(masked);
    const line = `${this.clock().toISOString()} ${masked}`;
    this.bytes += Buffer.byteLength(line) + 1;
    if (this.bytes > MAX_BYTES) this.cut += 1;
    else this.lines.push(line);
  };

  text(): string {
    const end = this.cut > 0 ? [`${this.cut} further lines are in CloudWatch Logs only`] : [];
    return `${[...this.lines, ...end].join('\n')}\n`;
  }
}
