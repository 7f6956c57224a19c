import { canonicalJson, type Json, sha256 } from '../canonical';

export interface EvidenceFile {
  /** Such as `log.txt`. */
  name: string;
  content: Uint8Array;
}

export interface ManifestFile {
  name: string;
  key: string;
  bytes: number;
  sha256: string;
}

/** What is kept of one request, as one file that names all others. */
export interface Manifest {
  format: 1;
  /** 1 for the first of this stack, and no number is left out. */
  number: number;
  kind: string;
  /** The request. */
  id: string;
  madeAt: string;
  /** Who asked, who approved, who ran it. */
  who: Json;
  /** What was approved, and what happened. */
  what: Json;
  files: ManifestFile[];
  /** The last event of the request: whoever cuts events off is found by it. */
  lastEvent: { sequence: number; hash: string };
  /** The manifest before this one, of whichever request; `null` for the first. */
  previous: ManifestLink | null;
}

export interface ManifestLink {
  key: string;
  sha256: string;
}

export type NewEvidence = Pick<Manifest, 'kind' | 'id' | 'who' | 'what' | 'lastEvent'> & { files: EvidenceFile[] };

/** The one text of a manifest; its hash is the manifest's. */
export function manifestText(manifest: Manifest): string {
  return `${canonicalJson(manifest as unknown as Json)}\n`;
}

export function makeManifest(
  { files, ...evidence }: NewEvidence,
  { number, previous, madeAt }: Pick<Manifest, 'number' | 'previous' | 'madeAt'>,
): Manifest {
  const names = new Set(files.map(({ name }) => name));
  if (names.size < files.length) throw new Error('Two files of evidence have one name');
  return {
    format: 1,
    number,
    ...evidence,
    madeAt,
    files: files.map(file => manifestFile(evidence, file)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    previous,
  };
}

export function manifestFile({ kind, id }: Pick<Manifest, 'kind' | 'id'>, { name, content }: EvidenceFile): ManifestFile {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) throw new Error(`A file of evidence cannot be called ${JSON.stringify(name)}`);
  const hash = sha256(content);
  // With its hash in its name a file has one place, and another content another one.
  return { name, key: `evidence/${kind}/${id}/${hash.slice(0, 16)}-${name}`, bytes: content.byteLength, sha256: hash };
}

export function manifestKey(number: number): string {
  return `evidence/manifests/${String(number).padStart(8, '0')}.json`;
}
