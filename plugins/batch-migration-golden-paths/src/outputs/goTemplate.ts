/**
 * Text for a file that `text/template` of Go reads before anybody else, as
 * ecspresso and ecschedule do: what looks like an action comes out as it went
 * in. No `${{` is left either, which GitHub would read.
 */
export function goText(text: string): string {
  return text.replace(/(\$*)\{\{/g, (_, dollars: string) => {
    const before = dollars === '' ? '' : `{{\`${dollars}\`}}`;
    return `${before}{{\`{{\`}}`;
  });
}

/** JSON of a value in such a file; keys and values are data. */
export function goJson(value: unknown): string {
  return `${goText(JSON.stringify(value, null, 2))}\n`;
}
