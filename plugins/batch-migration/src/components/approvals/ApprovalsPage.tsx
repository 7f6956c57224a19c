import { Content, Header } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type { ApprovalsResponse } from 'backstage-plugin-batch-migration-common';
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
import { useDateText } from '../time/useDateText';
import { ApprovalDrawer } from './ApprovalDrawer';
import { ApprovalFilters } from './ApprovalFilters';
import { ApprovalTable } from './ApprovalTable';
import {
  askApprovals,
  openRequest,
  readApprovalsView,
  toFirstPage,
  toNextPage,
} from './approvalsView';
import { SaveFile } from './SaveFile';
import { UnreadApprovals } from './UnreadApprovals';
import { useApprovalWords } from './useApprovalWords';

const PAGE = 50;

/** Whether what waits was counted: none of what was not read is no good news. */
const isCounted = ({
  concerns,
  isWaitingCut,
  places,
  unread,
}: ApprovalsResponse) =>
  (places > 0 && unread.length === 0 && !isWaitingCut) ||
  Object.values(concerns).some(count => count > 0);

const Approvals = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const instant = useInstantText();
  const dateText = useDateText();
  const { countsText } = useApprovalWords();
  const { search, change } = useAddress();
  const view = readApprovalsView(search);
  const { kind, status, workload, from, to, cursor, first, open } = view;
  const filters = {
    ...(kind ? { kind: [kind] } : {}),
    ...(status ? { status: [status] } : {}),
    ...(workload ? { workload } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  const query = { limit: PAGE, ...filters, ...(cursor ? { cursor } : {}) };
  const found = useLiveLoad(
    async signal => ({ ...(await api.approvals(query, { signal })), first }),
    JSON.stringify(query),
  );
  const isFiltered = Boolean(kind || status || workload || to);
  const noneText = ({
    places,
    from: since,
  }: Pick<ApprovalsResponse, 'places' | 'from'>) => {
    if (isFiltered) return t('approvals.noneMatches');
    return places === 0
      ? t('approvals.noPlace')
      : t('approvals.none', { from: dateText(since) });
  };
  return (
    <>
      <Header
        title={t('approvals.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('approvals.subtitle')}
      />
      <Content>
        <Section
          title={t('approvals.list')}
          hint={
            found.value &&
            (found.value.to === null
              ? t('approvals.hint', { from: dateText(found.value.from) })
              : t('approvals.hintUntil', {
                  from: dateText(found.value.from),
                  to: dateText(found.value.to),
                }))
          }
          action={
            found.value && (
              <strong role="status" style={{ fontSize: 13 }}>
                {isCounted(found.value)
                  ? countsText(found.value.concerns)
                  : t('approvals.workload.notCounted')}
              </strong>
            )
          }
        >
          <ApprovalFilters
            view={view}
            onChange={(name, value) =>
              change(next => askApprovals(next, name, value))
            }
          />
          {found.value && found.value.totalItems > 0 && (
            <SaveFile
              label={t('approvals.files.csv')}
              fetchFile={() =>
                // Excel needs the byte order mark, and others read over it.
                api.exportApprovals({ ...filters, bom: true })
              }
            />
          )}
          <Loaded
            load={found}
            what={t('approvals.what')}
            boxes={[80, 80, 80]}
            uncounted
          >
            {({ items, totalItems, nextCursor, unread, ...told }) => (
              <>
                <UnreadApprovals unread={unread} />
                {told.cutAt && (
                  <p>{t('approvals.cut', { when: instant(told.cutAt) })}</p>
                )}
                {told.isWaitingCut && <p>{t('approvals.waitingCut')}</p>}
                {items.length === 0 && unread.length === 0 && (
                  <p>{noneText(told)}</p>
                )}
                {items.length > 0 && (
                  <ApprovalTable
                    approvals={items}
                    onOpen={({ place, id }) =>
                      change(next =>
                        openRequest(next, { placeId: place.id, id }),
                      )
                    }
                  />
                )}
                {totalItems > items.length && (
                  <Pager
                    first={told.first}
                    shown={items.length}
                    total={totalItems}
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
        {open && (
          <ApprovalDrawer
            key={`${open.placeId} ${open.id}`}
            {...open}
            onClose={() => change(next => openRequest(next))}
          />
        )}
      </Content>
    </>
  );
};

/** Who asked for sessions and patches, and who approved. */
export const ApprovalsPage = inPage(Approvals);
