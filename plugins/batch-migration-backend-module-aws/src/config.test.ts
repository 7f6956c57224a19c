import { mockServices } from '@backstage/backend-test-utils';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAwsConfig } from './config';

const root = mkdtempSync(join(tmpdir(), 'aws-config-'));
const backend = join(root, 'packages', 'backend');
mkdirSync(backend, { recursive: true });
mkdirSync(join(root, 'recorded'));
writeFileSync(join(root, 'app-config.yaml'), '');

const read = (aws: object) =>
  readAwsConfig(
    mockServices.rootConfig({ data: { batchMigration: { aws } } }),
    backend,
  );

describe('readAwsConfig', () => {
  it('is live where nothing is configured', () => {
    const options = readAwsConfig(mockServices.rootConfig({ data: {} }));
    expect(options).toEqual({
      answers: { mode: 'live', credentials: expect.anything() },
    });
  });

  it.each([['./recorded'], [join(root, 'recorded')], ['../../recorded']])(
    'finds the recordings at %s',
    recordings => {
      expect(read({ mode: 'replay', recordings }).answers).toEqual({
        mode: 'replay',
        recordings: join(root, 'recorded'),
      });
    },
  );

  it.each([
    [{ mode: 'replay' }, /batchMigration\.aws\.recordings/],
    [{ mode: 'replay', recordings: './none' }, /aws\.recordings.*none/],
    [{ mode: 'replay', recordings: './app-config.yaml' }, /aws\.recordings/],
    [{ mode: 'record' }, /batchMigration\.aws\.mode.*got: record/],
    [{ accounts: ['1234'] }, /batchMigration\.aws\.accounts.*got: 1234/],
    [{ endpoint: 'nowhere' }, /batchMigration\.aws\.endpoint/],
  ])('refuses %j', (aws, message) => {
    expect(() => read(aws)).toThrow(message);
  });
});
