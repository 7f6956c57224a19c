import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type {
  Role,
  ServerDetail,
  Summary,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { EntityLink, FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';

const RoleRow = ({ role }: { role: Role }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const api = useApi(batchMigrationApiRef);
  const summary = useLoad<Summary>(
    signal => api.summary({ role: [role.ref] }, { signal }),
    role.ref,
  );
  return (
    <Box component="li" py={1} borderTop={`1px solid ${tokens.rule}`}>
      <EntityLink entityRef={role.ref} tab="/jobs">
        {role.title}
      </EntityLink>{' '}
      <span style={{ color: tokens.text2 }}>{t(`kinds.${role.kind}`)}</span>
      <Loaded load={summary} what={t('states.what.summary')} boxes={[16]}>
        {({ byStage, scope, inAcuteDanger, acuteDangers }) => (
          <>
            <StageBar byStage={byStage} scale={scope} height={16} />
            <FilterLink filters={{ role: [role.ref] }}>
              {t('roles.workloads', { count: scope })}
            </FilterLink>
            {inAcuteDanger > 0 && (
              <>
                {' · '}
                <FilterLink
                  filters={{
                    role: [role.ref],
                    danger: acuteDangers.map(({ key }) => key),
                  }}
                >
                  <span style={{ color: tokens.dangerText }}>
                    {t('roles.inDanger', { count: inAcuteDanger })}
                  </span>
                </FilterLink>
              </>
            )}
          </>
        )}
      </Loaded>
    </Box>
  );
};

export const RolesOfServer = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  return (
    <Section
      title={t('roles.title')}
      hint={t('roles.count', { count: server.roles.length })}
    >
      <Box component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {server.roles.map(role => (
          <RoleRow key={role.ref} role={role} />
        ))}
      </Box>
    </Section>
  );
};
