import { Document, Scalar, visit } from 'yaml';

/**
 * YAML of a value that may hold text of an old host. Reading it back gives the
 * same value. Template syntax is written with an escape, so that no engine
 * which ever meets the file finds an expression in it.
 */
export function yamlText(value: unknown, comment?: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  if (comment) document.commentBefore = comment;
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string') return;
      // Escapes exist only between double quotes; a carriage return or a
      // line separator would not survive the other styles.
      if (
        /\$\{\{|[^\n\x20-\x7e\u00a1-\u1fff\u3000-\ud7ff\uff00-\uffef]/.test(
          node.value,
        )
      ) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document
    .toString({ lineWidth: 0, minContentWidth: 0 })
    .replaceAll('${{', '$\\u007b{');
}
