import { usePermission } from '@backstage/plugin-permission-react';
import HoldsIcon from '@material-ui/icons/CheckCircle';
import FailsIcon from '@material-ui/icons/Error';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import PersonIcon from '@material-ui/icons/Person';
import {
  attestPermission,
  type CanaryView,
  type GuardrailStatement,
  type GuardrailVerdict,
  type GuardrailView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { LockedButton } from '../states/LockedButton';
import { Section } from '../states/Section';
import { useInstantText } from '../time/Time';
import { GuardrailDialog } from './GuardrailDialog';
import { useGuardrailStyles } from './guardrailStyles';
import { Headline } from './Headline';
import type { OpenedGuardrail } from './openedGuardrail';
import { useCanaryWords } from './useCanaryWords';

const VerdictIcon = ({ verdict }: { verdict: GuardrailVerdict }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const [Icon, color] = {
    holds: [HoldsIcon, tokens.good] as const,
    fails: [FailsIcon, tokens.danger] as const,
    unknown: [UnknownIcon, tokens.text3] as const,
  }[verdict];
  return (
    <Icon
      fontSize="small"
      style={{ color }}
      titleAccess={t(`canary.guardrails.verdicts.${verdict}`)}
    />
  );
};

/** What a person said, and the way to say it, where nothing is measured. */
const Said = ({
  workloadId,
  guardrail,
  onSay,
}: {
  workloadId: string;
  guardrail: GuardrailView;
  onSay: (statement: GuardrailStatement) => void;
}) => {
  const { t } = useTexts();
  const instant = useInstantText();
  const { attested, title, unread } = guardrail;
  const may = usePermission({
    permission: attestPermission,
    resourceRef: workloadId,
  });
  const missing =
    may.allowed || may.loading ? undefined : attestPermission.name;
  return (
    <>
      {attested ? (
        <>
          <PersonIcon fontSize="inherit" aria-hidden />{' '}
          {t('canary.guardrails.attested', {
            by: refName(attested.by),
            at: instant(attested.at),
            note: attested.note,
          })}
        </>
      ) : (
        unread && <ServerWords text={unread} />
      )}{' '}
      <LockedButton
        size="small"
        missing={missing}
        style={{ minHeight: 32 }}
        aria-label={t(
          attested
            ? 'canary.guardrails.withdrawOf'
            : 'canary.guardrails.stateOf',
          { title },
        )}
        onClick={() => onSay(attested ? 'withdrawn' : 'holds')}
      >
        {t(attested ? 'canary.guardrails.withdraw' : 'canary.guardrails.state')}
      </LockedButton>
    </>
  );
};

/** What the plan asks of the target, compared over the bake. */
export const Guardrails = ({
  workloadId,
  canary,
  onChanged,
}: {
  workloadId: string;
  canary: CanaryView;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const styles = useGuardrailStyles();
  const { number, reading, limitOf } = useCanaryWords();
  const [opened, setOpened] = useState<OpenedGuardrail>();
  const { guardrails } = canary;
  const { bake } = canary.track;
  return (
    <Section
      title={t('canary.guardrails.title')}
      hint={
        guardrails.length > 0 &&
        t('canary.guardrails.hint', { amount: number(guardrails.length) })
      }
      flush
    >
      <Headline canary={canary} />
      {guardrails.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('canary.guardrails.compared')}</th>
              <th scope="col" className={styles.legacy}>
                {t('canary.guardrails.legacy')}
              </th>
              <th scope="col" className={styles.target}>
                {t('canary.guardrails.target')}
              </th>
            </tr>
          </thead>
          <tbody>
            {guardrails.map(guardrail => {
              const { id, title, unit, verdict, legacy, target } = guardrail;
              const isSaid =
                bake && (verdict === 'unknown' || guardrail.attested !== null);
              return (
                <tr key={id}>
                  <th scope="row">
                    <span className={styles.name}>
                      <VerdictIcon verdict={verdict} />
                      <span>
                        <span className={styles.own}>{title}</span>
                        <br />
                        <span className={styles.limit}>
                          {limitOf(guardrail)}
                        </span>
                      </span>
                    </span>
                  </th>
                  {isSaid ? (
                    <td colSpan={2} className={styles.said}>
                      <Said
                        workloadId={workloadId}
                        guardrail={guardrail}
                        onSay={statement =>
                          setOpened({ bake, guardrail, statement })
                        }
                      />
                    </td>
                  ) : (
                    <>
                      <td>{reading(legacy, unit)}</td>
                      <td className={styles.own}>{reading(target, unit)}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {opened && (
        <GuardrailDialog
          workloadId={workloadId}
          opened={opened}
          now={canary}
          onClose={() => setOpened(undefined)}
          onChanged={() => {
            setOpened(undefined);
            onChanged();
          }}
        />
      )}
    </Section>
  );
};
