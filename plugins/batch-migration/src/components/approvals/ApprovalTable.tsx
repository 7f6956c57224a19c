import Box from '@material-ui/core/Box';
import MuiLink from '@material-ui/core/Link';
import type { ApprovalView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useTableStyles } from '../workloads/tableStyles';
import { ApprovalState } from './ApprovalState';
import { useApprovalWords } from './useApprovalWords';

const Row = ({
  approval,
  onOpen,
}: {
  approval: ApprovalView;
  onOpen: (approval: ApprovalView) => void;
}) => {
  const { t } = useTexts();
  const table = useTableStyles();
  const { titleOf, durationText } = useApprovalWords();
  const { subject, answer, waitedSeconds, concern, threadUrl } = approval;
  const title = titleOf(approval);
  return (
    <tr>
      <th scope="row" style={{ overflowWrap: 'anywhere' }}>
        <MuiLink
          component="button"
          type="button"
          style={{ font: 'inherit', textAlign: 'left' }}
          underline="always"
          aria-haspopup="dialog"
          onClick={() => onOpen(approval)}
        >
          {title}
        </MuiLink>
        <div className={table.small}>
          {t(`approvals.kinds.${approval.kind}`)} · {approval.place.title}
        </div>
        {subject.kind === 'patch' ? (
          <>
            <code className={table.command} title={subject.command}>
              {subject.command}
            </code>
            <code className={table.command}>{subject.sha.slice(0, 12)}</code>
          </>
        ) : (
          <div className={table.small}>
            {approval.unasked
              ? t('approvals.unaskedSession')
              : t('approvals.minutes', {
                  number: String(subject.timeLimitMinutes),
                })}
          </div>
        )}
      </th>
      <td>
        <ApprovalState approval={approval} />
        {concern && waitedSeconds !== null && (
          <div className={table.small}>
            {t('approvals.waitsFor', { duration: durationText(waitedSeconds) })}
          </div>
        )}
      </td>
      <td style={{ overflowWrap: 'anywhere' }}>
        {approval.operator ?? t('approvals.nobody')}
      </td>
      <td>
        <Time at={approval.requestedAt} show="near" />
      </td>
      <td>
        {answer ? (
          <>
            {t('approvals.answerBy', {
              name: answer.name,
              title: answer.title,
            })}
            {waitedSeconds !== null && (
              <div className={table.small}>
                {t('approvals.answerAfter', {
                  duration: durationText(waitedSeconds),
                })}
              </div>
            )}
          </>
        ) : (
          t(concern ? 'approvals.noAnswer' : 'approvals.noAnswerAny')
        )}
      </td>
      <td>
        {threadUrl ? (
          // Backstage's own says in English that it opens another window.
          <MuiLink
            href={threadUrl}
            target="_blank"
            rel="noopener noreferrer"
            underline="always"
            aria-label={t('approvals.threadOf', { request: title })}
          >
            {t('approvals.openThread')}
          </MuiLink>
        ) : (
          t('approvals.noThread')
        )}
      </td>
    </tr>
  );
};

/** Requests, in the order in which they need somebody. */
export const ApprovalTable = ({
  approvals,
  onOpen,
}: {
  approvals: readonly ApprovalView[];
  onOpen: (approval: ApprovalView) => void;
}) => {
  const { t } = useTexts();
  const table = useTableStyles();
  return (
    <Box overflow="auto">
      <table className={table.table} style={{ minWidth: 860 }}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '32%' }}>
              {t('approvals.columns.request')}
            </th>
            <th scope="col">{t('approvals.status')}</th>
            <th scope="col">{t('approvals.columns.who')}</th>
            <th scope="col">{t('approvals.columns.asked')}</th>
            <th scope="col">{t('approvals.columns.answer')}</th>
            <th scope="col">{t('approvals.columns.thread')}</th>
          </tr>
        </thead>
        <tbody>
          {approvals.map(approval => (
            <Row
              key={`${approval.place.id} ${approval.id}`}
              {...{ approval, onOpen }}
            />
          ))}
        </tbody>
      </table>
    </Box>
  );
};
