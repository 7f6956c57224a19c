import { spawnSync } from 'node:child_process';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readArchive } from './captureArchive';
import { tarOf, tarOfFiles, type TarEntry } from './testTar';

const RECORD = { name: 'capture.json', content: '{}' };
const LIMITS = { maxBytes: 100_000, maxFiles: 5, maxFileBytes: 10_000 };

/** In pieces of a size that fits no block. */
async function* inPieces(archive: Buffer, size = 700) {
  for (let at = 0; at < archive.length; at += size) {
    yield archive.subarray(at, at + size);
  }
}

const read = (archive: Buffer, size?: number) =>
  readArchive(inPieces(archive, size), LIMITS);

const textsOf = async (archive: Buffer) =>
  Object.fromEntries(
    [...(await read(archive))].map(([path, file]) => [
      path,
      file.readable ? file.text : file.reason,
    ]),
  );

/** Each tar that this machine has; small hosts have that of busybox. */
const TARS: Array<[string, string[]]> = [
  ['tar', []],
  ['tar', ['--format=gnu']],
  ['tar', ['--format=pax']],
  ['tar', ['--format=ustar']],
  ...(spawnSync('busybox', ['--help']).error
    ? []
    : [['busybox', ['tar']] as [string, string[]]]),
];

describe('an archive of a capture', () => {
  it.each([1, 511, 512, 513, 100_000])(
    'reads the same in pieces of %i bytes',
    async size => {
      const archive = tarOfFiles({
        './capture.json': '{}',
        './etc/crontab': '* * * * * root x\n',
        './empty': '',
      });
      const files = await read(archive, size);
      expect([...files]).toEqual([
        ['capture.json', { readable: true, text: '{}' }],
        ['etc/crontab', { readable: true, text: '* * * * * root x\n' }],
        ['empty', { readable: true, text: '' }],
      ]);
    },
  );

  it.each(TARS)(
    'reads what %s %j writes, long and Japanese names too',
    async (tar, options) => {
      const long = `${'ディレクトリ/'.repeat(4)}${'a'.repeat(60)}`;
      const directory = createMockDirectory({
        content: {
          'x/capture.json': '{}',
          [`x/${long}`]: 'long',
          'x/日本': '語',
        },
      });
      const { stdout, status } = spawnSync(
        tar,
        [...options, '-cf', '-', '-C', directory.resolve('x'), '.'],
        { maxBuffer: 1e8 },
      );
      expect(status).toBe(0);
      expect(await textsOf(stdout)).toEqual({
        'capture.json': '{}',
        [long]: 'long',
        日本: '語',
      });
    },
  );

  it('takes the folders above for what they are', async () => {
    expect(
      await textsOf(
        tarOf([
          { name: 'bat000/', type: '5' },
          { name: 'bat000/now/', type: '5' },
          { name: 'bat000/now/etc/crontab', content: 'x' },
          { name: 'bat000/now/capture.json', content: '{}' },
          { name: 'bat000/now/srv/capture.json', content: '{"a":1}' },
        ]),
      ),
    ).toEqual({
      'capture.json': '{}',
      'etc/crontab': 'x',
      'srv/capture.json': '{"a":1}',
    });
  });

  it('lists what is no text or too large, as a folder does', async () => {
    expect(
      await textsOf(
        tarOfFiles({
          'capture.json': '{}',
          'etc/crontab': Buffer.from([0xa4, 0xa2]),
          'var/log/cron': 'x'.repeat(10_001),
          'etc/cron.d/a': 'after',
        }),
      ),
    ).toEqual({
      'capture.json': '{}',
      'etc/crontab': expect.stringContaining('it is not UTF-8'),
      'var/log/cron': expect.stringContaining('larger than 10000 bytes'),
      'etc/cron.d/a': 'after',
    });
  });

  it.each<[string, TarEntry[], RegExp]>([
    ['a path that climbs', [{ name: '../etc/passwd' }], /\.\.\/etc\/passwd/],
    ['a path from the root', [{ name: '/etc/passwd' }], /\/etc\/passwd/],
    ['.. in the middle', [{ name: 'etc/../../x' }], /etc\/\.\.\/\.\.\/x/],
    ['a backslash', [{ name: 'etc\\..\\x' }], /etc/],
    ['a line break', [{ name: 'etc/a\nb' }], /a\\nb/],
    [
      'a long name that climbs',
      [
        { name: '././@LongLink', type: 'L', content: '../../x\0' },
        { name: 'harmless' },
      ],
      /\.\.\/\.\.\/x/,
    ],
    [
      'an extended name that climbs',
      [
        { name: 'pax', type: 'x', content: '16 path=../../x\n' },
        { name: 'harmless' },
      ],
      /\.\.\/\.\.\/x/,
    ],
    [
      'a size of its own in an extended header',
      [{ name: 'pax', type: 'x', content: '12 size=999\n' }, { name: 'a' }],
      /no use for/,
    ],
    ['a link', [{ name: 'etc/crontab', type: '2' }], /neither a file/],
    ['a hard link', [{ name: 'etc/crontab', type: '1' }], /neither a file/],
    ['a device', [{ name: 'dev/sda', type: '4' }], /neither a file/],
    ['the same file twice', [{ name: 'a' }, { name: './a' }], /a twice/],
    [
      'too many files',
      [1, 2, 3, 4, 5, 6].map(n => ({ name: `a${n}` })),
      /more than 5 files/,
    ],
    [
      'a name without end',
      [{ name: 'L', type: 'L', content: 'a'.repeat(9_000) }],
      /name of more than/,
    ],
    [
      'a size that is not there',
      [{ name: 'a', size: 5_000 }],
      /was cut|no tar/,
    ],
  ])('refuses %s', async (_, entries, message) => {
    await expect(read(tarOf([RECORD, ...entries]))).rejects.toThrow(message);
  });

  it.each<[string, Buffer, RegExp]>([
    [
      'no capture',
      tarOfFiles({ 'etc/crontab': '' }),
      /capture.json is missing/,
    ],
    ['nothing', Buffer.alloc(0), /ends in the middle/],
    ['an empty archive', Buffer.alloc(1024), /capture.json is missing/],
    ['some text', Buffer.from('hello'.repeat(200)), /no tar archive/],
    ['half an archive', tarOf([RECORD]).subarray(0, 800), /ends in the middle/],
    [
      'two captures',
      tarOfFiles({ 'a/capture.json': '{}', 'b/capture.json': '{}' }),
      /one capture at a time/,
    ],
    [
      'more bytes than are taken',
      Buffer.concat([tarOf([RECORD]), Buffer.alloc(100_000)]),
      /larger than 100000 bytes/,
    ],
  ])('refuses %s', async (_, archive, message) => {
    await expect(read(archive)).rejects.toThrow(message);
  });
});
