import { batchMigrationTranslationRef } from '.';
import { messages } from './en';
import ja from './ja';

function flatten(node: object, path = ''): Record<string, string> {
  return Object.entries(node).reduce(
    (all, [key, value]) => ({
      ...all,
      ...(typeof value === 'string'
        ? { [path + key]: value }
        : flatten(value, `${path}${key}.`)),
    }),
    {},
  );
}

const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe('Japanese', () => {
  const en = flatten(messages);

  it('has every key and no other', () => {
    expect(Object.keys(ja).sort()).toEqual(Object.keys(en).sort());
    expect(batchMigrationTranslationRef.id).toBe('plugin.batch-migration');
  });

  it.each(Object.entries(ja))('%s keeps its placeholders', (key, text) => {
    expect(placeholders(text)).toEqual(placeholders(en[key]));
  });
});
