import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './en';
import { withGroupedCounts } from './groupedCounts';

/**
 * Carries Japanese with it, so that an app only has to list the language. The
 * type of `translations` asks for every key.
 */
export const batchMigrationTranslationRef = createTranslationRef({
  id: 'plugin.batch-migration',
  messages: withGroupedCounts(messages),
  translations: {
    ja: async () => ({
      default: withGroupedCounts((await import('./ja')).default),
    }),
  },
});
