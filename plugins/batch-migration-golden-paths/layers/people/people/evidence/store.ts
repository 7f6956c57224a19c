import { ConditionFailed, type Table } from '../aws/table';
import { sha256 } from '../canonical';
import type { Clock } from '../clock';
import type { LockedObjects } from './lockedObjects';
import { makeManifest, type Manifest, manifestFile, manifestKey, type ManifestLink, manifestText, type NewEvidence } from './manifest';

export interface EvidenceStoreProps {
  objects: LockedObjects;
  table: Table;
  clock: Clock;
}

const TRIES = 8;

/**
 * Files under Object Lock, and one manifest for each request, each of which
 * holds the hash of the one before. The table decides which number comes next:
 * S3 alone could not tell two writers apart. A manifest that was numbered and
 * not written (the function died) is written from the table, by the next call
 * or by `repair`.
 */
export class EvidenceStore {
  constructor(private readonly props: EvidenceStoreProps) {}

  /** Done twice for one request and one last event, it is one manifest. */
  async keep(evidence: NewEvidence): Promise<{ manifest: Manifest; link: ManifestLink }> {
    const { objects, table, clock } = this.props;
    for (const file of evidence.files) await objects.put(manifestFile(evidence, file).key, file.content);

    const own = { pk: `evidence-of#${evidence.id}`, sk: `${evidence.lastEvent.sequence}` };
    for (let attempt = 1; ; attempt += 1) {
      const done = await table.get(own.pk, own.sk);
      if (done) return this.write(Number(done.number));
      const head = await table.get('evidence', 'head');
      const number = Number(head?.number ?? 0) + 1;
      // No number is taken while the one before is missing in S3.
      const previous = head ? (await this.write(number - 1)).link : null;
      const manifest = makeManifest(evidence, { number, previous, madeAt: clock().toISOString() });
      const text = manifestText(manifest);
      try {
        await table.put(
          {
            item: { pk: 'evidence', sk: 'head', number, sha256: sha256(text) },
            condition: head ? { is: 'unchanged', attributes: { number: number - 1 } } : { is: 'absent' },
          },
          { item: { pk: 'evidence', sk: numbered(number), number, body: text }, condition: { is: 'absent' } },
          { item: { ...own, number }, condition: { is: 'absent' } },
        );
        return this.write(number);
      } catch (error) {
        if (!(error instanceof ConditionFailed) || attempt >= TRIES) throw error;
      }
    }
  }

  /** Writes the last manifest if it is missing in S3; for the hourly sweep. */
  async repair(): Promise<void> {
    const head = await this.props.table.get('evidence', 'head');
    if (head) await this.write(Number(head.number));
  }

  /** The newest manifest: whoever keeps its hash elsewhere sees that none was taken away. */
  async head(): Promise<ManifestLink & { number: number } | null> {
    const head = await this.props.table.get('evidence', 'head');
    return head ? { number: Number(head.number), key: manifestKey(Number(head.number)), sha256: String(head.sha256) } : null;
  }

  private async write(number: number): Promise<{ manifest: Manifest; link: ManifestLink }> {
    const item = await this.props.table.get('evidence', numbered(number));
    if (!item) throw new Error(`The table has no manifest ${number}`);
    const text = String(item.body);
    const key = manifestKey(number);
    await this.props.objects.put(key, Buffer.from(text));
    return { manifest: JSON.parse(text), link: { key, sha256: sha256(text) } };
  }
}

function numbered(number: number): string {
  return `manifest#${String(number).padStart(8, '0')}`;
}
