import LockIcon from '@material-ui/icons/Lock';
import DoneIcon from '@material-ui/icons/CheckCircle';
import WaitingIcon from '@material-ui/icons/HourglassEmpty';
import PersonIcon from '@material-ui/icons/Person';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import UndoIcon from '@material-ui/icons/Undo';
import SeenIcon from '@material-ui/icons/Visibility';
import WarningIcon from '@material-ui/icons/Warning';
import Tooltip from '@material-ui/core/Tooltip';
import type {
  PointOfNoReturn,
  StepAction,
  StepView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { refName } from '../links';
import { LockedButton } from '../states/LockedButton';
import { useStepStyles } from './stepStyles';
import { useStepWords } from './useStepWords';

interface StepRowProps {
  step: StepView;
  passed: PointOfNoReturn['passed'];
  /** The first that is not done. */
  isNext: boolean;
  /** Name of the permission that is missing. */
  missing: string | undefined;
  /** Ref of who looks. */
  user: string | undefined;
  onAct: (action: StepAction) => void;
}

const StateIcon = ({ step }: { step: StepView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { state, tooEarly, noLongerSo } = step;
  if (state === 'waiting') {
    return (
      <WaitingIcon
        style={{ color: tokens.warningText }}
        titleAccess={t('cutover.states.waiting')}
      />
    );
  }
  if (state === 'open') {
    return (
      <OpenIcon
        style={{ color: tokens.text3 }}
        titleAccess={t('cutover.states.open')}
      />
    );
  }
  return tooEarly.length > 0 || noLongerSo ? (
    <WarningIcon
      style={{ color: tokens.warningText }}
      titleAccess={t('cutover.states.warned')}
    />
  ) : (
    <DoneIcon
      style={{ color: tokens.good }}
      titleAccess={t('cutover.states.done')}
    />
  );
};

/** The way back: a button where it can be taken, else what it would be. */
const WayBack = ({ step, passed, missing, onAct }: StepRowProps) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const { instant } = useStepWords();
  if (!step.reversible && step.state !== 'waiting') {
    return (
      <span className={`${styles.label} ${styles.final}`}>
        <LockIcon fontSize="inherit" aria-hidden />
        {t('cutover.final')}
      </span>
    );
  }
  const names = { number: String(step.number), title: step.title };
  if (step.state === 'waiting') {
    return (
      <LockedButton
        missing={missing}
        size="small"
        className={styles.pill}
        aria-label={t('cutover.withdrawOf', names)}
        onClick={() => onAct('undo')}
      >
        {t('cutover.withdraw')}
      </LockedButton>
    );
  }
  if (step.state === 'open') {
    return (
      <span className={styles.label}>
        <UndoIcon fontSize="inherit" aria-hidden />
        {t('cutover.undo')}
      </span>
    );
  }
  if (passed) {
    return (
      <Tooltip
        title={t('cutover.passedLock', {
          by: refName(passed.by),
          at: instant(passed.at),
        })}
      >
        <Button
          size="small"
          variant="outlined"
          className={styles.pill}
          startIcon={<LockIcon />}
          aria-disabled="true"
          aria-label={t('cutover.undoOf', names)}
          style={{ opacity: 0.7, cursor: 'not-allowed' }}
        >
          {t('cutover.undo')}
        </Button>
      </Tooltip>
    );
  }
  return (
    <LockedButton
      missing={missing}
      size="small"
      variant="outlined"
      className={styles.pill}
      startIcon={<UndoIcon />}
      aria-label={t('cutover.undoOf', names)}
      onClick={() => onAct('undo')}
    >
      {t('cutover.undo')}
    </LockedButton>
  );
};

/** A person can do something to get it done. */
const hasWayOn = ({ waitingForSecond, state, check }: StepView) =>
  waitingForSecond !== null ||
  (state === 'open' && check.type !== 'observation');

/** What a person can do to get it done. */
const WayOn = ({ step, user, missing, onAct }: StepRowProps) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const names = { number: String(step.number), title: step.title };
  if (step.waitingForSecond) {
    if (step.waitingForSecond.by === user) {
      return (
        <Tooltip title={t('cutover.yourOwn')}>
          <Button
            size="small"
            variant="outlined"
            className={styles.pill}
            startIcon={<LockIcon />}
            aria-disabled="true"
            aria-label={t('cutover.confirmOf', names)}
            style={{ opacity: 0.7, cursor: 'not-allowed' }}
          >
            {t('cutover.confirm')}
          </Button>
        </Tooltip>
      );
    }
    return (
      <LockedButton
        missing={missing}
        size="small"
        color="primary"
        variant="outlined"
        className={styles.pill}
        aria-label={t('cutover.confirmOf', names)}
        onClick={() => onAct('confirm')}
      >
        {t('cutover.confirm')}
      </LockedButton>
    );
  }
  if (!hasWayOn(step)) return null;
  return (
    <LockedButton
      missing={missing}
      size="small"
      color="primary"
      variant="outlined"
      className={styles.pill}
      aria-label={t(
        step.needsSecond ? 'cutover.askOf' : 'cutover.completeOf',
        names,
      )}
      onClick={() => onAct('complete')}
    >
      {t(step.needsSecond ? 'cutover.ask' : 'cutover.complete')}
    </LockedButton>
  );
};

/** What to do, what ticks it, and how to take it back. */
const Details = ({ step }: { step: StepView }) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const { conditionOf, instant } = useStepWords();
  const { check, instructions, ownerRef, undo, undone, reversible } = step;
  let wayBack: string = t('cutover.isFinal');
  if (reversible) {
    wayBack = undo
      ? t('cutover.undoWith', { undo })
      : t('cutover.nothingToUndo');
  }
  return (
    <div className={styles.more}>
      {instructions && <p>{instructions}</p>}
      {check.type === 'observation' && (
        <p>{t('cutover.tickedWhen', { condition: conditionOf(check) })}</p>
      )}
      {ownerRef && <p>{t('cutover.owner', { owner: refName(ownerRef) })}</p>}
      <p>{wayBack}</p>
      {undone && (
        <p>
          {t('cutover.undoneBy', {
            by: refName(undone.by),
            at: instant(undone.at),
            reason: undone.reason,
          })}
        </p>
      )}
    </div>
  );
};

/** One step: its number opens what to do; the rest says where it stands. */
export const StepRow = (props: StepRowProps) => {
  const { step, isNext } = props;
  const { t } = useTexts();
  const styles = useStepStyles();
  const tokens = useTokens();
  const { evidenceOf } = useStepWords();
  const [open, setOpen] = useState(false);
  const isSeen = step.check.type === 'observation';
  const WhoIcon = isSeen ? SeenIcon : PersonIcon;
  const isWarned = step.tooEarly.length > 0 || step.noLongerSo;
  let mark = '';
  if (isNext) mark = styles.next;
  if (step.state === 'waiting') mark = styles.warned;
  return (
    <li
      className={`${styles.row} ${mark}`}
      aria-current={isNext ? 'step' : undefined}
    >
      <StateIcon step={step} />
      <span className={styles.number} aria-hidden>
        {step.number}
      </span>
      <button
        type="button"
        className={styles.title}
        aria-expanded={open}
        aria-label={t('cutover.details', {
          number: String(step.number),
          title: step.title,
        })}
        onClick={() => setOpen(shown => !shown)}
      >
        {step.title}
      </button>
      <span className={`${styles.evidence} ${isWarned ? styles.warning : ''}`}>
        {evidenceOf(step).join(' · ')}
      </span>
      <WhoIcon
        fontSize="small"
        style={{ color: tokens.text2 }}
        titleAccess={t(isSeen ? 'cutover.bySeeing' : 'cutover.byPerson')}
      />
      <span
        className={`${styles.actions} ${
          hasWayOn(step) ? styles.twoActions : ''
        }`}
      >
        <WayOn {...props} />
        <WayBack {...props} />
      </span>
      {open && <Details step={step} />}
    </li>
  );
};
