const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK_64 = 0xffffffffffffffffn;

/**
 * The stable part of a job's identity: 12 hex digits of a 64 bit FNV-1a hash
 * over its command with blanks collapsed. Line, schedule and comments are not
 * part of it, so that a job keeps its id when its crontab is edited.
 *
 * Give it the masked command: a hash of a short password could be guessed, and
 * a rotated password should not make another job.
 */
export function commandKey(maskedCommand: string): string {
  const normalised = maskedCommand.trim().replace(/\s+/g, ' ');
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(normalised)) {
    hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & MASK_64;
  }
  return hash.toString(16).padStart(16, '0').slice(0, 12);
}

/**
 * Hands out keys within one place. The second identical command gets `#2`,
 * the third `#3`, so that two equal lines are two locations.
 */
export function keysOfOnePlace(): (maskedCommand: string) => string {
  const seen = new Map<string, number>();
  return maskedCommand => {
    const key = commandKey(maskedCommand);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  };
}
