import {
  DANGER_TYPES,
  type DangerType,
} from 'backstage-plugin-batch-migration-common';

/** Lines of Markdown of each danger's page, without its title. */
export type DangerPages = Record<DangerType, readonly string[]>;

export function isDangerType(type: string): type is DangerType {
  return (DANGER_TYPES as readonly string[]).includes(type);
}

/**
 * The page with links that lead somewhere: to another danger, or to the
 * handover. What only the docs have stays as words.
 */
export function withPortalLinks(
  lines: readonly string[],
  paths: { danger(type: DangerType): string; handover: string },
): string {
  return lines
    .join('\n')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, target: string) => {
      const [, name = ''] = /^(?:\.\.\/)?([\w/-]+)\.md$/.exec(target) ?? [];
      if (isDangerType(name)) return `[${words}](${paths.danger(name)})`;
      return name === 'handover' ? `[${words}](${paths.handover})` : words;
    });
}
