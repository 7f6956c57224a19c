import { Content, Header } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { inPage } from '../page/inPage';
import { Loaded } from '../states/Loaded';
import { Pager } from '../states/Pager';
import { Section } from '../states/Section';
import { useInstantText } from '../time/Time';
import { TargetItem } from './TargetItem';
import {
  askTargets,
  readTargetsView,
  toFirstPage,
  toNextPage,
} from './targetsView';
import { UnreadPlaces } from './UnreadPlaces';
import { useLinkedHere } from './useLinkedHere';

const PAGE = 50;

const Targets = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const instant = useInstantText();
  const { search, change } = useAddress();
  const { text, dismissed, cursor, first } = readTargetsView(search);
  // The address has no blanks at the ends; whoever types a name needs them.
  const [typed, setTyped] = useState(text);
  const query = {
    ...{ linked: false, dismissed, limit: PAGE },
    ...(text ? { text } : {}),
    ...(cursor ? { cursor } : {}),
  };
  const question = JSON.stringify(query);
  const found = useLiveLoad(
    async signal => ({
      ...(await api.targetCandidates(query, { signal })),
      first,
    }),
    question,
  );
  const { searchedAt } = found.value ?? {};
  const { shown, keep, forget } = useLinkedHere(
    found.value?.items ?? [],
    question,
  );

  useEffect(() => {
    if (text !== typed.trim()) setTyped(text);
    // Only where the address changed by itself, as by the browser's back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);

  // The last one of the last page was linked or dismissed.
  const isEmptied =
    cursor !== undefined &&
    !found.loading &&
    found.value !== undefined &&
    shown.length === 0;
  useEffect(() => {
    if (isEmptied) change(toFirstPage, { replace: true });
  }, [isEmptied, change]);

  const top = useRef<HTMLDivElement>(null);
  const shownCursor = useRef(cursor);
  useEffect(() => {
    if (shownCursor.current !== cursor) top.current?.scrollIntoView?.();
    shownCursor.current = cursor;
  }, [cursor]);

  return (
    <>
      <Header
        title={t('targets.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('targets.subtitle')}
      />
      <Content>
        <div ref={top}>
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
              value={typed}
              onChange={event => {
                setTyped(event.target.value);
                change(next => askTargets(next, { text: event.target.value }), {
                  replace: true,
                });
              }}
            />{' '}
            <FormControlLabel
              control={
                <Checkbox
                  color="primary"
                  checked={dismissed}
                  onChange={event =>
                    change(next =>
                      askTargets(next, { dismissed: event.target.checked }),
                    )
                  }
                />
              }
              label={t('targets.showDismissed')}
            />
            <Loaded load={found} what={t('targets.what')} boxes={[80, 80, 80]}>
              {({ items, totalItems, nextCursor, unread, ...told }) => (
                <>
                  <UnreadPlaces places={unread} />
                  {shown.length === 0 && searchedAt && (
                    <p>
                      {text || dismissed
                        ? t('targets.noneMatches')
                        : t('targets.none')}
                    </p>
                  )}
                  <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                    {shown.map(target => (
                      <TargetItem
                        key={target.id}
                        target={target}
                        onLink={() => keep(target)}
                        onChanged={() => {
                          forget(target.id);
                          found.reload();
                        }}
                      />
                    ))}
                  </ul>
                  {shown.length > 0 && totalItems > items.length && (
                    <Pager
                      first={told.first}
                      shown={shown.length}
                      // What is shown though it waits no more is counted, too.
                      total={totalItems + shown.length - items.length}
                      hasPrevious={cursor !== undefined}
                      hasNext={nextCursor !== null}
                      loading={found.loading}
                      onFirst={() => change(toFirstPage)}
                      onNext={() =>
                        change(next =>
                          toNextPage(
                            next,
                            nextCursor!,
                            told.first + items.length,
                          ),
                        )
                      }
                    />
                  )}
                </>
              )}
            </Loaded>
          </Section>
        </div>
      </Content>
    </>
  );
};

/** What runs on the platforms and replaces nothing. */
export const TargetsPage = inPage(Targets);
