/** An operating system and its release, as life cycles name them. */
export interface OperatingSystem {
  /** `ubuntu`, `debian`, `amazon-linux`, `centos`, … */
  os: string;
  /** What has an end of its own: `12.04` of Ubuntu, `7` of CentOS. */
  version: string;
}

/** The first that fits; each tells the release from its first group. */
const NAMES: ReadonlyArray<[os: string, pattern: RegExp]> = [
  ['ubuntu', /^Ubuntu\b[^\d]*(\d{1,2}\.\d{2})\b/i],
  // Before 4.0 a release of Debian had two numbers of its own.
  ['debian', /^Debian\b[^\d]*([0-3]\.\d|\d+)(?:\.\d+)*\b/i],
  ['amazon-linux', /^Amazon Linux(?: release)? (2023|2)\b/i],
  ['centos', /^CentOS\b(?! Stream)[^\d]*(\d+)\b/i],
];

/** Versions of the first Amazon Linux are months: `2018.03`. */
const FIRST_AMAZON_LINUX =
  /^Amazon Linux(?: AMI)?(?: release)? 20\d\d\.\d\d\b/i;

/** Debian's numbers before 7 were written with a point: `6.0`. */
const POINTED_DEBIAN = ['4', '5', '6'];

/**
 * Reads a name as `os-release(5)`, `lsb_release` or `/etc/system-release`
 * give it, such as `Ubuntu 12.04.5 LTS`; `null` for what it does not know.
 */
export function operatingSystemOf(name: string): OperatingSystem | null {
  const text = name.trim();
  if (FIRST_AMAZON_LINUX.test(text))
    return { os: 'amazon-linux', version: '1' };
  for (const [os, pattern] of NAMES) {
    const version = pattern.exec(text)?.[1];
    if (version === undefined) continue;
    return os === 'debian' && POINTED_DEBIAN.includes(version)
      ? { os, version: `${version}.0` }
      : { os, version };
  }
  return null;
}
