import { speaksTls12 } from './speaksTls12';

const fact = (value: string | null, observedAt: string | null = null) => ({
  name: 'tls',
  value,
  source: 'openssl version',
  observedAt,
});

describe('speaksTls12', () => {
  it.each([
    ['no TLS 1.2', false],
    ['OpenSSL 1.0.1, client offers TLS 1.0 only', false],
    ['OpenSSL 1.0.1, TLS 1.2 client off', false],
    ['does not speak TLS 1.2', false],
    ['TLS 1.2', true],
    ['TLSv1.3, TLSv1.2', true],
    ['no TLS 1.0, TLS 1.2 and later', true],
    // The library could, but nobody says that the client does.
    ['OpenSSL 1.0.2k', null],
    ['OpenSSL 1.0.1 14 Mar 2012', null],
    ['OpenSSL 1.0.0-fips 29 Mar 2010', false],
    ['OpenSSL 0.9.8e-fips-rhel5 01 Jul 2008', false],
    ['OpenSSL 3.0.2 15 Mar 2022', null],
    [null, null],
  ])('%s says %s', (value, expected) => {
    expect(speaksTls12([fact(value)])).toBe(expected);
  });

  it('takes the newest fact that says anything', () => {
    expect(
      speaksTls12([
        fact('OpenSSL 1.0.2k', '2026-02-12T00:00:00.000Z'),
        fact('TLS 1.2', '2026-02-11T00:00:00.000Z'),
        fact('no TLS 1.2'),
      ]),
    ).toBe(true);
    expect(speaksTls12([])).toBeNull();
  });
});
