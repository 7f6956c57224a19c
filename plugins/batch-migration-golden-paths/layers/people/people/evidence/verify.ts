import { sha256 } from '../canonical';
import type { EvidenceReader } from './lockedObjects';
import { type Manifest, manifestKey, type ManifestLink, manifestText } from './manifest';

export interface Difference {
  key: string;
  what: string;
}

/**
 * Compares one manifest with the objects that it names, and with the manifest
 * before it.
 *
 * @returns everything that differs; nothing where the evidence is whole
 */
export async function verifyManifest(read: EvidenceReader['read'], key: string, now: Date): Promise<Difference[]> {
  const found = await read(key);
  if (!found) return [{ key, what: 'is missing' }];
  const text = Buffer.from(found.content).toString('utf8');
  const manifest = parse(text);
  if (!manifest) return [{ key, what: 'is no manifest' }];

  const differences = lockProblems(key, found.retainUntil, now);
  if (manifestText(manifest) !== text) differences.push({ key, what: 'is not written as manifests are: it was changed' });
  if (manifestKey(manifest.number) !== key) differences.push({ key, what: `says that it is number ${manifest.number}` });
  for (const file of manifest.files) {
    const object = await read(file.key);
    if (!object) {
      differences.push({ key: file.key, what: 'is missing' });
      continue;
    }
    const hash = sha256(object.content);
    if (object.content.byteLength !== file.bytes) {
      differences.push({ key: file.key, what: `has ${object.content.byteLength} bytes, and had ${file.bytes}` });
    }
    if (hash !== file.sha256) differences.push({ key: file.key, what: `has the SHA-256 ${hash}, and had ${file.sha256}` });
    differences.push(...lockProblems(file.key, object.retainUntil, now));
  }
  return [...differences, ...(await linkProblems(read, manifest, key))];
}

/**
 * Compares all manifests, from the first one on. That none was taken away at
 * the end shows only against a hash that was noted elsewhere.
 *
 * @param newest - the hash of the last one, where somebody noted it
 */
export async function verifyAll(
  read: EvidenceReader['read'],
  now: Date,
  newest: string | null = null,
): Promise<{ manifests: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let number = 0;
  let hash: string | null = null;
  for (;;) {
    const found = await read(manifestKey(number + 1));
    if (!found) break;
    number += 1;
    hash = sha256(found.content);
    differences.push(...(await verifyManifest(read, manifestKey(number), now)));
  }
  if (newest !== null && hash !== newest) differences.push({ key: manifestKey(number), what: 'is not the newest one that was noted' });
  return { manifests: number, differences };
}

async function linkProblems(read: EvidenceReader['read'], { number, previous }: Manifest, key: string): Promise<Difference[]> {
  if (previous === null) return number === 1 ? [] : [{ key, what: 'names no manifest before it' }];
  if (previous.key !== manifestKey(number - 1)) return [{ key, what: `names ${previous.key} as the one before it` }];
  return isLinked(await read(previous.key), previous) ? [] : [{ key: previous.key, what: 'is not the one that was there before' }];
}

function isLinked(found: { content: Uint8Array } | undefined, { sha256: hash }: ManifestLink): boolean {
  return found !== undefined && sha256(found.content) === hash;
}

/** `undefined`: read from a folder, where no lock can be seen. */
function lockProblems(key: string, retainUntil: Date | null | undefined, now: Date): Difference[] {
  if (retainUntil === undefined) return [];
  if (retainUntil === null) return [{ key, what: 'has no lock' }];
  return retainUntil > now ? [] : [{ key, what: `has no lock since ${retainUntil.toISOString()}` }];
}

function parse(text: string): Manifest | null {
  try {
    const manifest = JSON.parse(text) as Manifest;
    return manifest.format === 1 && Array.isArray(manifest.files) && Number.isInteger(manifest.number) ? manifest : null;
  } catch {
    return null;
  }
}
