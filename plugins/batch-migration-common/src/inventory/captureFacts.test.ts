import { captureJson, readCapture } from './testCapture';

const factsOf = (texts: Record<string, string>) =>
  Object.fromEntries(
    readCapture(texts).server.facts.map(({ name, value }) => [name, value]),
  );

describe('facts of a host', () => {
  it.each<[string, string, string]>([
    ['etc/os-release', 'PRETTY_NAME="Ubuntu 22.04"\n', 'Ubuntu 22.04'],
    [
      'etc/lsb-release',
      'DISTRIB_ID=Ubuntu\nDISTRIB_DESCRIPTION="Ubuntu 12.04.5 LTS"\n',
      'Ubuntu 12.04.5 LTS',
    ],
    [
      'etc/system-release',
      'Amazon Linux AMI release 2018.03\n',
      'Amazon Linux AMI release 2018.03',
    ],
    ['etc/issue', 'Ubuntu 12.04.5 LTS \\n \\l\n\n', 'Ubuntu 12.04.5 LTS'],
  ])('name the system as %s does', (path, text, os) => {
    expect(factsOf({ [path]: text })).toEqual({ os });
  });

  it('name the kernel, unless the collector did', () => {
    const version = 'Linux version 3.2.0-29-virtual (buildd@x) #46\n';
    expect(factsOf({ 'proc/version': version })).toEqual({
      kernel: 'Linux 3.2.0-29-virtual',
    });
    expect(
      factsOf({
        'proc/version': version,
        'capture.json': captureJson({
          facts: [{ name: 'kernel', value: 'Linux 4', source: 'uname' }],
        }),
      }),
    ).toEqual({ kernel: 'Linux 4' });
  });

  it.each<[string, string, string]>([
    [
      'dpkg -l',
      'dpkg.txt',
      '||/ Name  Version  Description\n+++-====-====-====\nii  ruby1.9.1  1.9.3.0-1ubuntu2.10  Interpreter\nii  libc6:amd64  2.15-0ubuntu10  C\nrc  openssl  1.0.1-4  gone\nii  cron  3.0pl1-120ubuntu4  c\n',
    ],
    [
      'dpkg-query',
      'dpkg.txt',
      'ruby1.9.1\t1.9.3.0-1ubuntu2.10\nlibc6:amd64 2.15-0ubuntu10 install ok installed\nopenssl 1.0.1-4 deinstall ok config-files\ncron\t3.0pl1-120ubuntu4\n',
    ],
  ])('tell versions as %s does', (_, path, text) => {
    expect(factsOf({ [path]: text })).toEqual({
      ruby: 'ruby1.9.1 1.9.3.0-1ubuntu2.10',
      libc: 'libc6 2.15-0ubuntu10',
      cron: 'cron 3.0pl1-120ubuntu4',
    });
  });

  it('tell versions as rpm does', () => {
    expect(
      factsOf({
        'rpm.txt':
          'ruby-2.0.0.648-1.33.amzn1.x86_64\nopenssl-1.0.1k-15.99.amzn1.x86_64\njava-1.7.0-openjdk-1.7.0.211-2.6.17.1.79.amzn1.x86_64\nglibc-2.17-292.180.amzn1.x86_64\nruby-libs-2.0-1.x86_64\n',
      }),
    ).toEqual({
      ruby: 'ruby 2.0.0.648-1.33.amzn1',
      openssl: 'openssl 1.0.1k-15.99.amzn1',
      java: 'java-1.7.0-openjdk 1.7.0.211-2.6.17.1.79.amzn1',
      libc: 'glibc 2.17-292.180.amzn1',
    });
  });

  it('say which lines name no package', () => {
    expect(
      readCapture({ 'dpkg.txt': 'ii  cron  3.0  c\n!!\n' }).issues,
    ).toEqual([expect.objectContaining({ path: 'dpkg.txt', line: 2 })]);
  });
});

describe('the cron of a host', () => {
  const scheduleOf = (texts: Record<string, string>) =>
    readCapture({
      'capture.json': captureJson({ cron: undefined, timezone: undefined }),
      'var/spool/cron/batch': '0 3 * * * bin/a\n',
      ...texts,
    }).items[0].schedule;

  it.each<[string, Record<string, string>, object]>([
    [
      'is told by its package',
      { 'rpm.txt': 'cronie-1.4.4-15.8.amzn1.x86_64\n' },
      { dialect: 'cronie', timezone: 'UTC' },
    ],
    [
      "reads Debian's zone",
      { 'etc/timezone': 'Asia/Tokyo\n' },
      { dialect: 'debian-cron', timezone: 'Asia/Tokyo' },
    ],
    [
      "reads Red Hat's zone",
      { 'etc/sysconfig/clock': 'ZONE="Asia/Tokyo"\nUTC=true\n' },
      { timezone: 'Asia/Tokyo' },
    ],
    [
      'takes no zone that does not exist',
      { 'etc/timezone': 'Mars/Base\n' },
      { timezone: 'UTC' },
    ],
  ])('%s', (_, texts, schedule) => {
    expect(scheduleOf(texts)).toMatchObject(schedule);
  });
});
