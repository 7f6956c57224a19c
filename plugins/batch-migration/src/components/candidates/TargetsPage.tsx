import { Content, Header, Page } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import type { UnreadPlace } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { rootRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { useInstantText } from '../time/Time';
import { TargetItem } from './TargetItem';

const PAGE = 50;
const MOST = 200;

const Unread = ({ places }: { places: readonly UnreadPlace[] }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const instant = useInstantText();
  if (places.length === 0) return null;
  return (
    <ul>
      {places.map(({ source, place, reason, readAt }) => (
        <li key={`${source} ${place}`}>
          {t('targets.unread', { place: place || source, reason })}{' '}
          {readAt
            ? t('targets.unreadSince', { when: instant(readAt) })
            : t('targets.neverRead')}
        </li>
      ))}
    </ul>
  );
};

/** What runs on the platforms and replaces nothing. */
export const TargetsPage = () => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const instant = useInstantText();
  const [text, setText] = useState('');
  const [dismissed, setDismissed] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const found = useLoad(
    signal =>
      api.targetCandidates(
        { linked: false, dismissed, text: text.trim() || undefined, limit },
        { signal },
      ),
    `${dismissed} ${limit} ${text.trim()}`,
  );
  const searchedAt = found.value?.searchedAt;
  return (
    <Page themeId="home">
      <Header
        title={t('targets.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('targets.subtitle')}
      />
      <Content>
        <Section
          title={dismissed ? t('targets.dismissedList') : t('targets.list')}
          hint={
            found.value &&
            (searchedAt
              ? t('targets.searched', { when: instant(searchedAt) })
              : t('targets.notSearched'))
          }
        >
          <TextField
            id="targets-search"
            type="search"
            size="small"
            variant="outlined"
            label={t('targets.search')}
            style={{ width: 320, maxWidth: '100%', marginRight: 16 }}
            value={text}
            onChange={event => setText(event.target.value)}
          />{' '}
          <FormControlLabel
            control={
              <Checkbox
                checked={dismissed}
                onChange={event => setDismissed(event.target.checked)}
              />
            }
            label={t('targets.showDismissed')}
          />
          <Loaded load={found} what={t('targets.what')} boxes={[80, 80, 80]}>
            {({ items, nextCursor, unread }) => (
              <>
                <Unread places={unread} />
                {items.length === 0 && searchedAt && (
                  <p>
                    {text.trim() || dismissed
                      ? t('targets.noneMatches')
                      : t('targets.none')}
                  </p>
                )}
                <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                  {items.map(target => (
                    <TargetItem
                      key={target.id}
                      target={target}
                      onChanged={found.reload}
                    />
                  ))}
                </ul>
                {nextCursor && limit < MOST && (
                  <Button onClick={() => setLimit(limit + PAGE)}>
                    {t('targets.more')}
                  </Button>
                )}
              </>
            )}
          </Loaded>
        </Section>
      </Content>
    </Page>
  );
};
