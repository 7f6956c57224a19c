import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './en';

/**
 * Carries Japanese with it, so that an app only has to list the language. The
 * type of `translations` asks for every key.
 */
export const batchMigrationTranslationRef = createTranslationRef({
  id: 'plugin.batch-migration',
  messages,
  translations: { ja: () => import('./ja') },
});
