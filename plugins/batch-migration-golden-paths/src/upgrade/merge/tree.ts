/** One file of a commit, as git's trees hold it. */
export interface TreeFile {
  /** `100644`, `100755` (executable), `120000` (link) or `160000` (submodule). */
  mode: string;
  /** Name of the content: equal content has an equal one. */
  oid: string;
}

/** Every file of a commit by its path, with forward slashes. */
export type Tree = ReadonlyMap<string, TreeFile>;

/** Where contents are kept by their names. */
export interface Blobs {
  read(oid: string): Promise<Uint8Array>;
  write(content: Uint8Array): Promise<string>;
}

/** Whether a file has lines that can be merged: no link, no submodule. */
export function isFile({ mode }: TreeFile): boolean {
  return mode.startsWith('100');
}

export function same(one: TreeFile, other: TreeFile): boolean {
  return one.oid === other.oid && one.mode === other.mode;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file, or `null` where its bytes are no text. */
export function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return decoder.decode(content);
  } catch {
    return null;
  }
}
