/** A matcher of local minutes that shares nothing with the code under test. */
export function cronMatcher(expression: string): (local: number) => boolean {
  const fields = expression.split(' ');
  const sets = fields.map((field, i) => {
    const [low, high] = [
      [0, 59],
      [0, 23],
      [1, 31],
      [1, 12],
      [0, 7],
    ][i];
    const found = new Set<number>();
    for (const part of field.split(',')) {
      const [range, step = '1'] = part.split('/');
      const [a, b = a] =
        range === '*' ? [low, high] : range.split('-').map(Number);
      for (let n = Number(a); n <= Number(b); n += Number(step)) found.add(n);
    }
    return found;
  });
  const and = fields[2].startsWith('*') || fields[4].startsWith('*');
  return local => {
    const at = new Date(local);
    const day = sets[2].has(at.getUTCDate());
    const weekDay =
      sets[4].has(at.getUTCDay()) || (at.getUTCDay() === 0 && sets[4].has(7));
    return (
      sets[0].has(at.getUTCMinutes()) &&
      sets[1].has(at.getUTCHours()) &&
      sets[3].has(at.getUTCMonth() + 1) &&
      (and ? day && weekDay : day || weekDay)
    );
  };
}
