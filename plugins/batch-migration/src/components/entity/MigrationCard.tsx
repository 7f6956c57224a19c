import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { DangerCount } from '../danger/DangerCount';
import { EntityLink, FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { formatDate } from '../time/format';
import { NotSeenCount } from '../why/NotSeenCount';

const Card = () => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const api = useApi(batchMigrationApiRef);
  const { locale } = useEstate();
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const isRole = entity.spec?.type === 'server-role';
  const filters = isRole ? { role: [ref] } : { server: [ref] };
  const summary = useLiveLoad(
    signal => api.summary(filters, { signal }),
    `card ${ref}`,
  );
  return (
    <Section
      title={t('card.title')}
      action={
        <EntityLink entityRef={ref} tab={isRole ? '/jobs' : '/migration'}>
          {t('card.open')}
        </EntityLink>
      }
    >
      <Loaded load={summary} what={t('states.what.summary')} boxes={[16, 20]}>
        {counts =>
          counts.scope === 0 ? (
            <p>{t('card.empty')}</p>
          ) : (
            <>
              <StageBar
                byStage={counts.byStage}
                scale={counts.scope}
                height={16}
              />
              <p style={{ color: tokens.text1, lineHeight: '24px' }}>
                <FilterLink filters={filters}>
                  {t('card.done', {
                    done: numberText(counts.retired + counts.retained),
                    scope: numberText(counts.scope),
                  })}
                </FilterLink>
                {counts.notSeen > 0 && (
                  <>
                    {' · '}
                    <NotSeenCount count={counts.notSeen} filters={filters} />
                  </>
                )}
              </p>
              {counts.emptySince && (
                <p style={{ color: tokens.good }}>
                  {t('card.emptySince', {
                    day: formatDate(
                      new Date(counts.emptySince),
                      locale,
                      counts.timezone,
                    ),
                  })}
                </p>
              )}
              <Box display="flex" flexWrap="wrap" style={{ gap: '8px 12px' }}>
                {counts.acuteDangers.map(({ key, count }) => (
                  <DangerCount
                    key={key}
                    type={key}
                    count={count}
                    filters={filters}
                  />
                ))}
              </Box>
            </>
          )
        }
      </Loaded>
    </Section>
  );
};

/** What is left of a server or of a role, on its overview. */
export const MigrationCard = () => (
  <EstateProvider>
    <Card />
  </EstateProvider>
);
