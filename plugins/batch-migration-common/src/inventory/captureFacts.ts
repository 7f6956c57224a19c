import { maskSecrets } from '../workload';
import type { Fact } from '../workload/model';
import { isTimezone } from '../cron/zone';
import type { CaptureReading } from './captureReading';
import type { InventoryFiles } from './files';
import { MEMINFO, MEMORY_FACT, totalMib } from './memory';
import { parseOsRelease } from './osRelease';
import { packageFacts, packagesOf } from './packages';

const textOf = (files: InventoryFiles, path: string): string | null => {
  const file = files.get(path);
  return file?.readable ? file.text : null;
};

/** The first line of a file that names the system, without getty's escapes. */
const firstLine = (text: string) =>
  text
    .split('\n')[0]
    .replace(/\\[a-zA-Z]/g, '')
    .trim()
    .slice(0, 200) || null;

const lsbName = (text: string) =>
  /^DISTRIB_DESCRIPTION=["']?([^"'\n]{1,200})["']?\s*$/m.exec(text)?.[1] ??
  null;

/** Where a host says which system it is; the first that does counts. */
const OS_FILES: Array<[string, (text: string) => string | null]> = [
  ['etc/os-release', text => parseOsRelease(text).name],
  ['os-release', text => parseOsRelease(text).name],
  ['usr/lib/os-release', text => parseOsRelease(text).name],
  ['etc/lsb-release', lsbName],
  ['etc/system-release', firstLine],
  ['etc/redhat-release', firstLine],
  ['etc/issue', firstLine],
];

/**
 * What a capture tells of the host itself.
 *
 * @param better - facts that go before what the collector told under one name
 */
export function captureFacts(
  reading: CaptureReading,
  better: readonly Fact[] = [],
): Fact[] {
  const { files, record } = reading;
  const observedAt = record.capturedAt;
  const mib = totalMib(textOf(files, MEMINFO) ?? '');
  const kernel = /^Linux version (\S{1,100})/.exec(
    textOf(files, 'proc/version') ?? '',
  )?.[1];
  const isTold = (name: string) => record.facts.some(one => one.name === name);
  const packages = packagesOf(files);
  if (packages && packages.unread.length > 0) {
    const { unread, path } = packages;
    reading.issue(
      path,
      unread[0],
      'info',
      'unreadable-line',
      `${
        unread.length === 1 ? 'This line names' : `${unread.length} lines name`
      } no package`,
    );
  }
  return [
    ...osFact(files, observedAt),
    ...(mib === null
      ? []
      : [
          {
            name: MEMORY_FACT,
            value: String(mib),
            source: MEMINFO,
            observedAt,
          },
        ]),
    ...(kernel && !isTold('kernel')
      ? [
          {
            name: 'kernel',
            value: `Linux ${kernel}`,
            source: 'proc/version',
            observedAt,
          },
        ]
      : []),
    ...(packages
      ? packageFacts(packages.packages, packages.path, observedAt)
      : []),
    ...better,
    ...record.facts.filter(
      ({ name }) => !better.some(fact => fact.name === name),
    ),
  ].map(fact => ({
    ...fact,
    value: fact.value && maskSecrets(fact.value).text,
  }));
}

function osFact(files: InventoryFiles, observedAt: string): Fact[] {
  const readable = OS_FILES.flatMap(([path, nameIn]) => {
    const text = textOf(files, path);
    return text === null ? [] : [{ path, value: nameIn(text) }];
  });
  const found = readable.find(({ value }) => value !== null) ?? readable[0];
  return found
    ? [{ name: 'os', value: found.value, source: found.path, observedAt }]
    : [];
}

/** The zone of the host's clock as its files tell; `null` where none does. */
export function zoneOf(files: InventoryFiles): string | null {
  const debian = textOf(files, 'etc/timezone')?.split('\n')[0].trim();
  const redHat = /^ZONE=["']?([\w/+-]{1,60})["']?\s*$/m.exec(
    textOf(files, 'etc/sysconfig/clock') ?? '',
  )?.[1];
  return [debian, redHat].find(zone => zone && isTimezone(zone)) ?? null;
}
