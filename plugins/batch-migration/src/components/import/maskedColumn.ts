import type { MaskedLine } from 'backstage-plugin-batch-migration-common';

const PLACEHOLDER = /\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*/g;

/**
 * The column of the typed line that a column of the masked line stands for,
 * both 1-based; `undefined` between two credentials, where nobody can tell.
 */
export function columnInText(
  { text, concealed }: MaskedLine,
  column: number,
): number | undefined {
  if (text === concealed) return column;
  const masked = [...text.matchAll(PLACEHOLDER)];
  const [first] = masked;
  const last = masked[masked.length - 1];
  if (!first || column - 1 <= first.index!) return column;
  return column - 1 >= last.index! + last[0].length
    ? column - text.length + concealed.length
    : undefined;
}
