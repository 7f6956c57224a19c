/** On a template: the version of the golden path that it holds. */
export const GOLDEN_PATH_VERSION_ANNOTATION =
  'batch-migration/golden-path-version';

/** On a component: the golden path that made its repository, `<name>@<version>`. */
export const GOLDEN_PATH_ANNOTATION = 'batch-migration/golden-path';

/** Reads the annotation of a component; `null` where it names no version. */
export function parseGoldenPath(
  annotation: string | undefined,
): { name: string; version: string } | null {
  const match = /^([a-z0-9][a-z0-9_.-]{0,62})@(.{1,40})$/i.exec(
    annotation ?? '',
  );
  if (!match || !parts(match[2])) return null;
  return { name: match[1], version: match[2] };
}

/**
 * Compares versions of a golden path: `major.minor.patch`.
 *
 * @returns negative where the first is older, 0 where they are the same,
 * `null` where one is no version
 */
export function compareVersions(one: string, other: string): number | null {
  const [a, b] = [parts(one), parts(other)];
  if (!a || !b) return null;
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function parts(version: string): number[] | null {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version);
  return match ? match.slice(1).map(Number) : null;
}
