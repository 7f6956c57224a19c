/** @jest-environment node */
import { decodeCrontab, fromShown, kilobytesOf, toShown } from './crontabFile';

const bytes = (...parts: Array<string | number[]>) =>
  Uint8Array.from(
    parts.flatMap(part =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  );

it('shows a file as it is', () => {
  expect(decodeCrontab(bytes('# 朝会\n0 1 * * * a\n'))).toEqual({
    text: '# 朝会\n0 1 * * * a\n',
    notUtf8: false,
    byteOrderMark: false,
    carriageReturns: 0,
    unterminated: false,
  });
});

it('keeps a byte order mark and carriage returns through the text area', () => {
  const file = decodeCrontab(
    bytes([0xef, 0xbb, 0xbf], '0 1 * * * a\r\n0 2 * * * b\r'),
  );
  expect(file).toMatchObject({
    byteOrderMark: true,
    carriageReturns: 2,
    unterminated: true,
  });
  expect(file.text).toBe('\ufeff0 1 * * * a\u240d\n0 2 * * * b\u240d');
  expect(fromShown(file.text)).toBe('\ufeff0 1 * * * a\r\n0 2 * * * b\r');
});

it('says that bytes are not UTF-8, and reads the rest', () => {
  // 朝 in Shift_JIS.
  const file = decodeCrontab(bytes('# ', [0x92, 0xa9], '\n0 1 * * * a\n'));
  expect(file.notUtf8).toBe(true);
  expect(file.text).toMatch(/^# \ufffd+\n0 1 \* \* \* a\n$/);
});

it('leaves a carriage return within a line', () => {
  expect(toShown('a\rb\r\n')).toBe('a\rb\u240d\n');
});

it('counts kilobytes of UTF-8', () => {
  expect(kilobytesOf('a')).toBe(1);
  expect(kilobytesOf('朝'.repeat(512 * 1024))).toBe(1536);
});
