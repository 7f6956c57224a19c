/** `decision.candidates[0].name` */
export function fieldOf(path: ReadonlyArray<string | number>): string {
  return (
    path
      .map((part, index) => {
        if (typeof part === 'number') return `[${part}]`;
        return index === 0 ? part : `.${part}`;
      })
      .join('') || 'body'
  );
}
