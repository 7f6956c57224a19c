/** What run-parts does with a file by its name alone. */
export type NameVerdict =
  | { taken: true }
  | {
      taken: false;
      /** Somebody put it aside so, as an editor or package manager does. */
      isPutAside: boolean;
      reason: string;
    };

/** How Debian's run-parts was asked to judge names. */
export type NameRule = 'plain' | 'lsb' | 'regex';

const DEBIAN = /^[A-Za-z0-9_-]+$/;
const LSB = [/^[a-z0-9]+$/, /^_?(?:[a-z0-9_.]+-)+[a-z0-9]+$/, DEBIAN];
const PUT_ASIDE =
  /(?:~|,|,v|\.(?:bak|old|orig|save|disabled|off|swp|cfsaved|dpkg-[a-z]+|rpm(?:save|orig|new)))$/i;
const RED_HAT_SKIPS = /(?:[~,]|,v|\.(?:rpmsave|rpmorig|rpmnew|swp|cfsaved))$/;

/**
 * Whether run-parts starts a file of this name: Debian's by `run-parts(8)`,
 * Red Hat's by the shell script of the package `crontabs`. Hidden files are
 * skipped by both.
 */
export function judgeName(
  name: string,
  flavour: 'debian' | 'cronie',
  rule: NameRule,
): NameVerdict | null {
  const isPutAside = PUT_ASIDE.test(name) || name.startsWith('.');
  if (flavour === 'cronie') {
    return RED_HAT_SKIPS.test(name) || name.startsWith('.')
      ? {
          ...{ taken: false, isPutAside: true },
          reason: `run-parts skips files with such a name: ${name}`,
        }
      : { taken: true };
  }
  if (rule === 'regex') return null;
  const isTaken =
    rule === 'lsb'
      ? !/\.dpkg-(?:old|dist|new|tmp)$/.test(name) &&
        LSB.some(pattern => pattern.test(name))
      : DEBIAN.test(name);
  return isTaken
    ? { taken: true }
    : {
        ...{ taken: false, isPutAside },
        reason:
          rule === 'lsb'
            ? `run-parts --lsbsysinit does not take the name ${name}. Rename it to letters, digits, - and _.`
            : `run-parts skips every file whose name holds more than letters, digits, - and _, so ${name} never runs. Rename it.`,
      };
}
