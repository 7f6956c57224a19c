type Messages = { readonly [name: string]: string | Messages };

/**
 * Texts whose counts are written as their language writes numbers: `100,000`
 * and not `100000`. Other values of a text come as text.
 */
export function withGroupedCounts<Texts extends object>(
  messages: Texts,
): Texts {
  const grouped = (node: Messages): Messages =>
    Object.fromEntries(
      Object.entries(node).map(([name, text]) => [
        name,
        typeof text === 'string'
          ? text.replaceAll('{{count}}', '{{count, number}}')
          : grouped(text),
      ]),
    );
  return grouped(messages as Messages) as Texts;
}
