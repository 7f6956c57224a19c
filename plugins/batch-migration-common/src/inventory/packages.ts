import type { Fact } from '../workload/model';
import type { InventoryFiles } from './files';

/** One installed package with its version as the distribution writes it. */
export interface InstalledPackage {
  name: string;
  version: string;
}

export interface PackageList {
  packages: InstalledPackage[];
  /** 1-based numbers of lines that name no package. */
  unread: number[];
}

export const PACKAGE_LISTS = { debian: 'dpkg.txt', redHat: 'rpm.txt' };

const DPKG_HEAD = /^(?:Desired=|\| |\|\/|\+\+\+)/;
const DPKG_ROW = /^([uihrp])([ncHUFWti])[R ]?\s+(\S+)\s+(\S+)/;
const QUERY_ROW =
  /^([a-z0-9][a-z0-9+.-]+(?::[a-z0-9]+)?)[\t ]+(\d\S*)(?:[\t ]+(.+))?$/;

/** Reads `dpkg -l` or `dpkg-query -W`; of packages that are removed only what is left is no package. */
export function readDpkg(text: string): PackageList {
  const list: PackageList = { packages: [], unread: [] };
  text.split('\n').forEach((written, index) => {
    const row = written.trimEnd();
    if (row === '' || DPKG_HEAD.test(row)) return;
    const listed = DPKG_ROW.exec(row);
    const queried = listed ? null : QUERY_ROW.exec(row);
    if (listed) {
      const [, , state, name, version] = listed;
      if (state === 'i') list.packages.push({ name: bare(name), version });
    } else if (queried) {
      const [, name, version, state] = queried;
      if (state === undefined || / installed$/.test(state)) {
        list.packages.push({ name: bare(name), version });
      }
    } else if (!/^[a-z0-9][a-z0-9+.:-]+\s*$/.test(row)) {
      // A name alone is a package of which dpkg only knows the name.
      list.unread.push(index + 1);
    }
  });
  return list;
}

function bare(name: string): string {
  return name.replace(/:[a-z0-9]+$/, '');
}

/** Reads `rpm -qa`: `cronie-1.4.4-15.8.amzn1.x86_64`, or name and version apart. */
export function readRpm(text: string): PackageList {
  const list: PackageList = { packages: [], unread: [] };
  text.split('\n').forEach((written, index) => {
    const row = written.trim();
    if (row === '') return;
    const [, name, version] =
      /^(\S+)[\t ]+(\d\S*)$/.exec(row) ??
      /^(\S+)-([^\s-]+-[^\s-]+)$/.exec(row) ??
      [];
    if (name === undefined) list.unread.push(index + 1);
    else {
      const arch = /\.(?:x86_64|i[3-6]86|noarch|aarch64|\(none\))$/;
      list.packages.push({ name, version: version.replace(arch, '') });
    }
  });
  return list;
}

/** Packages that say what a host can run, by the fact that they tell. */
const FACTS: Array<[string, RegExp]> = [
  ['ruby', /^ruby(?:\d(?:\.\d)*)?$/],
  ['node', /^node(?:js)?(?:\d+)?$/],
  [
    'java',
    /^(?:openjdk-\d+-jre(?:-headless)?|java-[\d.]+-\S*?(?:openjdk|corretto)(?:-headless)?|jre|jdk)$/,
  ],
  ['openssl', /^openssl$/],
  ['libc', /^(?:libc6|glibc)$/],
  ['cron', /^(?:cron|cronie|vixie-cron|systemd-cron|bcron|dcron|fcron)$/],
];

/** All packages that a capture lists; `null` where it lists none. */
export function packagesOf(
  files: InventoryFiles,
): (PackageList & { path: string; flavour: 'debian' | 'cronie' }) | null {
  for (const [path, read, flavour] of [
    [PACKAGE_LISTS.debian, readDpkg, 'debian'],
    [PACKAGE_LISTS.redHat, readRpm, 'cronie'],
  ] as const) {
    const file = files.get(path);
    const list = file?.readable ? read(file.text) : null;
    if (list && list.packages.length > 0) return { ...list, path, flavour };
  }
  return null;
}

/** Versions of Ruby, Node.js, Java, OpenSSL, libc and cron; several of one are one fact. */
export function packageFacts(
  packages: readonly InstalledPackage[],
  source: string,
  observedAt: string,
): Fact[] {
  return FACTS.flatMap(([name, pattern]) => {
    const found = packages
      .filter(one => pattern.test(one.name))
      .map(one => `${one.name} ${one.version}`);
    const value = [...new Set(found)].sort().join(', ').slice(0, 500);
    return value === '' ? [] : [{ name, value, source, observedAt }];
  });
}

/** The cron of a host, as its packages tell; `null` where they do not. */
export function cronOfPackages(
  packages: readonly InstalledPackage[],
): { flavour: 'debian' | 'cronie'; version: string } | null {
  const cron = packages.find(({ name }) => /^(?:cron|cronie)$/.test(name));
  if (!cron) return null;
  const flavour = cron.name === 'cronie' ? 'cronie' : 'debian';
  return { flavour, version: cron.version };
}
