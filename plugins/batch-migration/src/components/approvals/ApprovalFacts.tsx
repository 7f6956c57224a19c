import { Link } from '@backstage/core-components';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ApprovalDetail } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLink } from '../links';
import { Time } from '../time/Time';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    facts: {
      display: 'grid',
      gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
      // Links of two rows are 24 px apart.
      gap: '10px 16px',
      margin: theme.spacing(0, 0, 3),
      fontSize: 13,
      fontFamily: theme.typography.fontFamily,
      '& dt': { color: tokens.text2 },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
    code: { whiteSpace: 'pre-wrap', fontSize: 12 },
    list: { margin: 0, padding: 0, listStyle: 'none' },
  };
});

/** What was asked for, by whom, and what became of it. */
export const ApprovalFacts = ({ approval }: { approval: ApprovalDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { subject, answer, used, expiresAt, threadUrl, subjectNumber } =
    approval;
  const nobody = t('approvals.nobody');
  const code = (text: string) => <code className={styles.code}>{text}</code>;
  const facts: Array<[label: string, value: ReactNode]> = [
    [t('approvals.details.id'), code(approval.id)],
    [t('approvals.details.place'), approval.place.title],
    [t('approvals.columns.who'), approval.operator ?? nobody],
  ];
  if (approval.carriedBy) {
    facts.push([t('approvals.details.carriedBy'), code(approval.carriedBy)]);
  }
  if (subject.kind === 'patch') {
    const parameters = Object.entries(subject.parameters);
    facts.push(
      [t('approvals.details.author'), approval.author ?? nobody],
      [t('approvals.details.sha'), code(subject.sha)],
      [t('approvals.details.command'), code(subject.command)],
      [
        t('approvals.details.parameters'),
        parameters.length === 0
          ? t('approvals.details.noParameters')
          : code(parameters.map(pair => pair.join('=')).join('\n')),
      ],
    );
  } else {
    facts.push(
      [t('approvals.details.reason'), subject.reason],
      [
        t('approvals.details.timeLimit'),
        approval.unasked
          ? t('approvals.unaskedSession')
          : t('approvals.minutes', {
              number: String(subject.timeLimitMinutes),
            }),
      ],
    );
  }
  if (approval.runner) {
    facts.push([t('approvals.details.runner'), approval.runner]);
  }
  facts.push(
    [
      t('approvals.columns.asked'),
      <>
        <Time at={approval.requestedAt} show="both" />
        {subjectNumber > 1 && (
          <div>
            {t('approvals.details.changed', {
              number: String(subjectNumber - 1),
            })}
          </div>
        )}
      </>,
    ],
    [
      t('approvals.columns.answer'),
      answer ? (
        <>
          {t('approvals.answerBy', { name: answer.name, title: answer.title })},{' '}
          <Time at={answer.at} />
          {answer.reason && (
            <div>
              {t('approvals.details.because', { reason: answer.reason })}
            </div>
          )}
        </>
      ) : (
        t(approval.concern ? 'approvals.noAnswer' : 'approvals.noAnswerAny')
      ),
    ],
    [
      t('approvals.details.expires'),
      expiresAt ? <Time at={expiresAt} /> : t('approvals.details.never'),
    ],
    [t('approvals.details.alerts'), String(approval.alerts)],
  );
  if (subject.kind === 'patch') {
    facts.push([
      t('approvals.details.used'),
      used ? (
        <>
          {code(used.by)}, <Time at={used.at} />
        </>
      ) : (
        t('approvals.details.notUsed')
      ),
    ]);
  }
  facts.push(
    [
      t('approvals.columns.thread'),
      threadUrl ? (
        <Link to={threadUrl}>{t('approvals.openThread')}</Link>
      ) : (
        t('approvals.noThread')
      ),
    ],
    [
      t('approvals.details.workloads'),
      approval.workloads.length === 0 ? (
        t('approvals.details.noWorkloads')
      ) : (
        <ul className={styles.list}>
          {approval.workloads.map(({ id, name }) => (
            <li key={id}>
              <WorkloadLink id={id}>{name}</WorkloadLink>
            </li>
          ))}
        </ul>
      ),
    ],
  );
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => [
        <dt key={label}>{label}</dt>,
        <dd key={`${label} value`}>{value}</dd>,
      ])}
    </dl>
  );
};
