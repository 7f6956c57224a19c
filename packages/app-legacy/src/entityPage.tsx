import type { Entity } from '@backstage/catalog-model';
import {
  EntityAboutCard,
  EntityLayout,
  EntityDependsOnResourcesCard,
  EntitySwitch,
} from '@backstage/plugin-catalog';
import { EntityCatalogGraphCard } from '@backstage/plugin-catalog-graph';
import {
  EntityGoldenPathCard,
  EntityMigrationCard,
  EntityOwnerMigrationsCard,
  EntityReplacesCard,
  EntityRoleJobsContent,
  EntityServerMigrationContent,
  isMadeByGoldenPath,
  isReplacement,
} from 'backstage-plugin-batch-migration';
import Grid from '@material-ui/core/Grid';

const isType = (type: string) => (entity: Entity) =>
  entity.kind === 'Resource' && entity.spec?.type === type;

const isOwner = ({ kind }: Entity) => kind === 'Group' || kind === 'User';

const overview = (
  <Grid container spacing={3}>
    <Grid item md={6} xs={12}>
      <EntityAboutCard />
    </Grid>
    <Grid item md={6} xs={12}>
      <EntityCatalogGraphCard />
    </Grid>
    <Grid item md={6} xs={12}>
      <EntityDependsOnResourcesCard />
    </Grid>
    <EntitySwitch>
      <EntitySwitch.Case
        if={entity =>
          isType('legacy-server')(entity) || isType('server-role')(entity)
        }
      >
        <Grid item md={6} xs={12}>
          <EntityMigrationCard />
        </Grid>
      </EntitySwitch.Case>
      <EntitySwitch.Case if={isOwner}>
        <Grid item md={6} xs={12}>
          <EntityOwnerMigrationsCard />
        </Grid>
      </EntitySwitch.Case>
      <EntitySwitch.Case if={isMadeByGoldenPath}>
        <Grid item md={6} xs={12}>
          <EntityGoldenPathCard />
        </Grid>
      </EntitySwitch.Case>
    </EntitySwitch>
    <EntitySwitch>
      <EntitySwitch.Case if={isReplacement}>
        <Grid item md={6} xs={12}>
          <EntityReplacesCard />
        </Grid>
      </EntitySwitch.Case>
    </EntitySwitch>
  </Grid>
);

export const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      {overview}
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/migration"
      title="Migration"
      if={isType('legacy-server')}
    >
      <EntityServerMigrationContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/jobs" title="Jobs" if={isType('server-role')}>
      <EntityRoleJobsContent />
    </EntityLayout.Route>
  </EntityLayout>
);
