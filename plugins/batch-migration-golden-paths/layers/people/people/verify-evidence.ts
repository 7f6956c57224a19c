/**
 * Compares evidence with its manifests, and says what differs:
 *
 *   npm run evidence:verify -- --bucket NAME [--number 12] [--newest SHA256]
 *   npm run evidence:verify -- --folder DOWNLOADED [--number 12] [--newest SHA256]
 *
 * Ends with 0 where all is whole, 1 where something differs, 2 where it could
 * not be read.
 */
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { folderEvidenceReader, s3EvidenceReader } from './evidence/lockedObjects';
import { manifestKey } from './evidence/manifest';
import { verifyAll, verifyManifest } from './evidence/verify';

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { bucket: { type: 'string' }, folder: { type: 'string' }, number: { type: 'string' }, newest: { type: 'string' } },
  });
  const { bucket, folder, number, newest } = values;
  if ((bucket === undefined) === (folder === undefined)) throw new Error('Give either --bucket or --folder');
  if (number !== undefined && !/^[1-9]\d*$/.test(number)) throw new Error('--number must be the number of a manifest');
  const { read } = bucket === undefined ? folderEvidenceReader(folder!) : s3EvidenceReader(new S3Client(), bucket);
  const now = new Date();
  const { manifests, differences } =
    number === undefined
      ? await verifyAll(read, now, newest ?? null)
      : { manifests: 1, differences: await verifyManifest(read, manifestKey(Number(number)), now) };
  for (const { key, what } of differences) console.log(`${key} ${what}`);
  if (manifests === 0) throw new Error('There is no manifest');
  console.log(`${manifests} ${manifests === 1 ? 'manifest' : 'manifests'}, ${differences.length} differences`);
  return differences.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
