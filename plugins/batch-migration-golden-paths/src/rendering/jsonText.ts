/** JSON of a value, with template syntax escaped. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('${{', '$\\u007b{')}\n`;
}
