import { Content, Header } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Grid from '@material-ui/core/Grid';
import type { SourceView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { rootRouteRef } from '../../routes';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { RefreshButton } from '../RefreshButton';
import { inPage } from '../page/inPage';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { SourceItem } from './SourceItem';
import { inOrder, needsMending, sourceState } from './sourceState';

const PAGE = 200;

/** Every page: what is to be mended may stand on the last one. */
async function allSources(
  api: BatchMigrationApi,
  signal: AbortSignal,
): Promise<SourceView[]> {
  const sources: SourceView[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.sources({ limit: PAGE, cursor }, { signal });
    sources.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return inOrder(sources);
}

const Sources = () => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const [round, setRound] = useState(0);
  const sources = useLiveLoad(
    signal => allSources(api, signal),
    'sources',
    round,
  );
  const all = sources.value?.length ?? 0;
  const failing = sources.value?.filter(needsMending).length ?? 0;
  const answering =
    sources.value?.filter(one => sourceState(one) === 'answers').length ?? 0;
  const counts = { all: numberText(all), failing: numberText(failing) };
  let hint: string = t('sources.allWell', counts);
  if (answering < all) {
    hint = t('sources.waiting', {
      all: numberText(all),
      answering: numberText(answering),
    });
  }
  if (failing > 0) hint = t('sources.summaryOf', counts);
  return (
    <>
      <Header
        title={t('sources.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('sources.subtitle')}
      >
        <Grid item>
          <RefreshButton onDone={() => setRound(count => count + 1)} onHeader />
        </Grid>
      </Header>
      <Content>
        <Section title={t('sources.list')} hint={all > 0 && hint}>
          <Loaded load={sources} what={t('sources.what')} boxes={[80, 80, 80]}>
            {items =>
              items.length === 0 ? (
                <p>{t('sources.none')}</p>
              ) : (
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {items.map(source => (
                    <SourceItem key={source.id} source={source} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </Section>
      </Content>
    </>
  );
};

/** Where everything comes from, what of it failed, and what to mend. */
export const SourcesPage = inPage(Sources);
