/** Names of units and the specifiers within settings (systemd.unit(5)). */

export interface UnitName {
  /** `gen_feeds@off.timer` */
  full: string;
  /** `gen_feeds` */
  prefix: string;
  /** `off`; empty for a template; `null` where there is no `@`. */
  instance: string | null;
}

/** Splits a unit's name, without the folder that it may stand in. */
export function unitName(path: string): UnitName {
  const full = path.slice(path.lastIndexOf('/') + 1);
  const stem = full.replace(/\.[a-z]+$/, '');
  const at = stem.indexOf('@');
  return at < 0
    ? { full, prefix: stem, instance: null }
    : { full, prefix: stem.slice(0, at), instance: stem.slice(at + 1) };
}

/** `foo@.timer`: no unit by itself, only a pattern for instances. */
export function isTemplateUnit({ instance }: UnitName): boolean {
  return instance === '';
}

/** The name with another type: what a timer starts unless `Unit=` says otherwise. */
export function serviceOf({ full }: UnitName): string {
  const stem = full.replace(/\.timer$/, '');
  return `${stem}${stem.endsWith('@') ? '%i' : ''}.service`;
}

/** `\x2d` and `-` of an instance's name stand for `-` and `/`. */
function unescape(text: string): string {
  return text
    .replace(/-/g, '/')
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
}

/**
 * Replaces the specifiers that a unit's name decides. What only the host
 * knows (`%H`), and `%i` of a template, stays and is named in `open`.
 */
export function expandSpecifiers(
  text: string,
  name: UnitName,
): { text: string; open: string[] } {
  const open: string[] = [];
  const instance = name.instance ?? '';
  const values: Record<string, string | undefined> = {
    '%': '%',
    n: name.full,
    N: name.full.replace(/\.[a-z]+$/, ''),
    p: name.prefix,
    P: unescape(name.prefix),
    i: isTemplateUnit(name) ? undefined : instance,
    I: isTemplateUnit(name) ? undefined : unescape(instance),
  };
  const expanded = text.replace(/%([%A-Za-z])/g, (whole, letter: string) => {
    const value = Object.hasOwn(values, letter) ? values[letter] : undefined;
    if (value === undefined) open.push(whole);
    return value ?? whole;
  });
  return { text: expanded, open };
}
