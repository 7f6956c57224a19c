/** Tar archives for tests, written by hand so that hostile ones can be made too. */

export interface TarEntry {
  name: string;
  content?: string | Buffer;
  /** `0` for a file. */
  type?: string;
  /** What the header says of the size, whatever the content has. */
  size?: number;
}

const BLOCK = 512;

function header({ name, content = '', type = '0', size }: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  const length = size ?? Buffer.byteLength(content);
  block.write(`${length.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write('ustar\0', 257, 'latin1');
  block.write('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([
    ...entries.flatMap(entry => {
      const content = Buffer.from(entry.content ?? '');
      const rest = (BLOCK - (content.length % BLOCK)) % BLOCK;
      return [header(entry), content, Buffer.alloc(rest)];
    }),
    Buffer.alloc(2 * BLOCK),
  ]);
}

/** An archive of files by their names. */
export function tarOfFiles(files: Record<string, string | Buffer>): Buffer {
  return tarOf(
    Object.entries(files).map(([name, content]) => ({ name, content })),
  );
}
