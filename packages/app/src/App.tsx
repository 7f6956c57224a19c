import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import batchMigrationPlugin from 'backstage-plugin-batch-migration/alpha';
import { navModule } from './navModule';
import { signInModule } from './signInModule';

export default createApp({
  features: [catalogPlugin, batchMigrationPlugin, navModule, signInModule],
});
