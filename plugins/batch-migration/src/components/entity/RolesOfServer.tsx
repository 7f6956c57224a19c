import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Role,
  ServerDetail,
  Summary,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { hatching, outlined, tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerCount } from '../danger/DangerCount';
import { EntityLink, FilterLink, useEntityPath } from '../links';
import { STAGES_FROM_DONE, StageBar } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { NotSeenCount } from '../why/NotSeenCount';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    role: {
      display: 'grid',
      gap: 6,
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      lineHeight: '24px',
      color: tokens.text1,
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '8px 12px',
    },
    chips: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '10px 12px',
      marginLeft: 'auto',
    },
    open: { marginLeft: 'auto', fontWeight: 500 },
    legend: {
      listStyle: 'none',
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 12px',
      margin: 0,
      padding: theme.spacing(1, 0, 0),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 12,
      color: tokens.text2,
      '& li': { display: 'flex', alignItems: 'center', gap: 4 },
    },
    swatch: {
      width: 10,
      height: 10,
      borderRadius: 2,
      border: `1px solid ${tokens.rule}`,
    },
  };
});

const NEXT = [
  ['built', ['built']],
  ['proven', ['proven']],
  ['soak', ['cut-over']],
  ['planned', ['planned']],
  ['discovered', ['discovered']],
] as const;

/** The two things that bring a role on, what is nearest to leaving first. */
const NextOfRole = ({ summary: { byStage } }: { summary: Summary }) => {
  const { t } = useTexts();
  const counts = new Map(byStage.map(({ key, count }) => [key, count]));
  const words = NEXT.flatMap(([name, stages]) => {
    const count = stages.reduce(
      (sum, stage) => sum + (counts.get(stage) ?? 0),
      0,
    );
    return count > 0 ? [t(`serverTab.roles.next.${name}`, { count })] : [];
  });
  return (
    <>{words.slice(0, 2).join(' · ') || t('serverTab.roles.next.nothing')}</>
  );
};

const RoleRow = ({ role }: { role: Role }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const path = useEntityPath()(role.ref, '/jobs');
  const filters = { role: [role.ref] };
  const summary = useLiveLoad<Summary>(
    signal => api.summary(filters, { signal }),
    role.ref,
  );
  return (
    <li className={styles.role}>
      <Loaded load={summary} what={t('states.what.summary')} boxes={[60]}>
        {counts => (
          <>
            <div className={styles.line}>
              <EntityLink entityRef={role.ref} tab="/jobs">
                {role.title}
              </EntityLink>
              <FilterLink filters={filters}>
                {t('serverTab.roles.kind', {
                  count: counts.scope,
                  kind: t(`kinds.${role.kind}`),
                })}
              </FilterLink>
              <span className={styles.chips}>
                {counts.acuteDangers.map(({ key, count }) => (
                  <DangerCount
                    key={key}
                    type={key}
                    count={count}
                    filters={filters}
                  />
                ))}
                {counts.notSeen > 0 && (
                  <NotSeenCount count={counts.notSeen} filters={filters} />
                )}
              </span>
            </div>
            <StageBar
              byStage={counts.byStage}
              scale={counts.scope}
              height={16}
            />
            <div className={styles.line} style={{ color: tokens.text2 }}>
              <span>
                <NextOfRole summary={counts} />
              </span>
              {path && (
                <Link
                  to={path}
                  className={styles.open}
                  aria-label={t('serverTab.roles.openOf', { role: role.title })}
                >
                  {t('serverTab.roles.open')}
                </Link>
              )}
            </div>
          </>
        )}
      </Loaded>
    </li>
  );
};

/** Which colour of the bars is which stage. */
const StageLegend = () => {
  const { t } = useTexts();
  const tokens = useTokens();
  const styles = useStyles();
  return (
    <ul className={styles.legend} aria-label={t('serverTab.roles.legend')}>
      {STAGES_FROM_DONE.map(stage => (
        <li key={stage}>
          <span
            className={styles.swatch}
            style={{
              background:
                stage === 'retained' ? hatching(tokens) : tokens.stages[stage],
              boxShadow: outlined(tokens),
            }}
          />
          {t(`stages.${stage}`)}
        </li>
      ))}
    </ul>
  );
};

/** The duties of a server, how far each is, and what is next. */
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
      {server.roles.length > 0 && <StageLegend />}
    </Section>
  );
};
