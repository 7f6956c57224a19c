import { operatingSystemOf } from './operatingSystem';

describe('operatingSystemOf', () => {
  it.each([
    ['Ubuntu 12.04.5 LTS', 'ubuntu', '12.04'],
    ['Ubuntu precise (12.04.5 LTS)', 'ubuntu', '12.04'],
    ['Ubuntu 22.04', 'ubuntu', '22.04'],
    ['Debian GNU/Linux 9 (stretch)', 'debian', '9'],
    ['Debian GNU/Linux 9.13', 'debian', '9'],
    ['Debian GNU/Linux 6.0.10 (squeeze)', 'debian', '6.0'],
    ['Debian GNU/Linux 3.1', 'debian', '3.1'],
    ['Amazon Linux AMI 2018.03', 'amazon-linux', '1'],
    ['Amazon Linux AMI release 2017.09', 'amazon-linux', '1'],
    ['Amazon Linux 2', 'amazon-linux', '2'],
    ['Amazon Linux release 2 (Karoo)', 'amazon-linux', '2'],
    ['Amazon Linux 2023.6.20241010', 'amazon-linux', '2023'],
    ['CentOS release 6.10 (Final)', 'centos', '6'],
    ['CentOS Linux release 7.9.2009 (Core)', 'centos', '7'],
  ])('%s is %s %s', (name, os, version) => {
    expect(operatingSystemOf(name)).toEqual({ os, version });
  });

  it.each([
    '',
    'Linux',
    'Ubuntu',
    'Amazon Linux',
    'Amazon Linux 2022',
    // Another product with an end of its own.
    'CentOS Stream 9',
    'Red Hat Enterprise Linux Server 6.10',
    'my Ubuntu 12.04',
    `Ubuntu ${'9'.repeat(100_000)}`,
  ])('does not know %.40s', name => {
    expect(operatingSystemOf(name)).toBeNull();
  });
});
