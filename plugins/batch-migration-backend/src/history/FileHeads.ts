import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  parseHistoryHeads,
  type HistoryHead,
} from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** Room for more than the last line. */
const TAIL_BYTES = 4_096;

const OTHERS_MAY_WRITE = 0o022;

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants;

/**
 * A file to which heads are appended, one JSON object a line. It is created
 * for its owner alone, and a symbolic link is not followed.
 */
export class FileHeads implements HistoryHeadPublisher {
  readonly type = 'file';
  readonly id: string;
  readonly everyMs: number;
  private hasWarned = false;

  /** @param options.path - absolute; its folder must be there */
  constructor(
    private readonly options: {
      path: string;
      everyMs: number;
      logger: LoggerService;
    },
  ) {
    this.id = `file:${options.path}`;
    this.everyMs = options.everyMs;
  }

  async publish({ sequence, count, hash, at }: HistoryHead): Promise<void> {
    const file = await this.open(O_APPEND | O_CREAT | O_RDWR);
    try {
      await this.warnOfOthers(file);
      // A line that a crash broke off must not take the next one with it.
      const tail = await tailOf(file);
      const start = tail === '' || tail.endsWith('\n') ? '' : '\n';
      const line = JSON.stringify({ sequence, count, hash, at });
      await file.appendFile(`${start}${line}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  async newest(): Promise<HistoryHead | null> {
    let file: FileHandle;
    try {
      file = await this.open(O_RDONLY);
    } catch (error) {
      if (codeOf((error as Error).cause) === 'ENOENT') return null;
      throw error;
    }
    try {
      // The first line of the tail may be the end of a longer one.
      const { heads } = parseHistoryHeads(await tailOf(file));
      return heads[heads.length - 1] ?? null;
    } finally {
      await file.close();
    }
  }

  private async open(flags: number): Promise<FileHandle> {
    const { path } = this.options;
    let file: FileHandle;
    try {
      file = await open(path, flags | O_NOFOLLOW, 0o600);
    } catch (error) {
      const isLink = codeOf(error) === 'ELOOP';
      throw new InputError(
        `Heads of the history cannot be kept in ${path}${
          isLink ? ': it is a symbolic link, name the file itself' : ''
        }`,
        error,
      );
    }
    if (!(await file.stat()).isFile()) {
      await file.close();
      throw new InputError(
        `Heads of the history cannot be kept in ${path}: it is no file`,
      );
    }
    return file;
  }

  private async warnOfOthers(file: FileHandle): Promise<void> {
    const { mode } = await file.stat();
    if (this.hasWarned || (mode & OTHERS_MAY_WRITE) === 0) return;
    this.hasWarned = true;
    this.options.logger.warn(
      `Others than its owner may write ${this.options.path}: heads of the history prove nothing there. Run chmod 600 on it`,
    );
  }
}

async function tailOf(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  const length = Math.min(size, TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(length),
    0,
    length,
    size - length,
  );
  return buffer.toString('utf8', 0, bytesRead);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
