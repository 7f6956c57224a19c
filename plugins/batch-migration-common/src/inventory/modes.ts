/** Modes of files on the host by their path, as `modes.txt` tells them. */
export interface FileModes {
  /** Whether root may execute a file: some bit for it is set. */
  executable: Map<string, boolean>;
  /** 1-based numbers of lines that are no mode with a path. */
  unread: number[];
}

const LINE = /^\s*([0-7]{3,5}|[-bcdlps][-rwxsStT]{9}[.+@]?)\s+(\S.*)$/;

/** `0755` or `-rwxr-xr-x`: whether any execute bit is set. */
function isExecutable(mode: string): boolean {
  return /^[0-7]+$/.test(mode)
    ? (parseInt(mode, 8) & 0o111) !== 0
    : /[xst]/.test(mode.slice(1));
}

/** Reads `modes.txt`: a line for each file, its mode and its path. Never throws. */
export function readModes(text: string): FileModes {
  const modes: FileModes = { executable: new Map(), unread: [] };
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const [, mode, path] = LINE.exec(line.replace(/\r$/, '')) ?? [];
    if (mode === undefined) modes.unread.push(index + 1);
    else {
      modes.executable.set(path.replace(/^(?:\.?\/)+/, ''), isExecutable(mode));
    }
  });
  return modes;
}
