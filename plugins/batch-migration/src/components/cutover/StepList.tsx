import Box from '@material-ui/core/Box';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DownIcon from '@material-ui/icons/ArrowDownward';
import UpIcon from '@material-ui/icons/ArrowUpward';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import type { CutoverStep } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { moveStep, newStep } from './draft';
import { StepFields } from './StepFields';
import { useStepStyles } from './stepStyles';

/** Steps to edit, to move by button or keyboard, to add and to take out. */
export const StepList = ({
  steps,
  fixed,
  onChange,
}: {
  steps: readonly CutoverStep[];
  /** Ids of those that are done or wait: they only move. */
  fixed: ReadonlySet<string>;
  onChange: (steps: CutoverStep[]) => void;
}) => {
  const { t } = useTexts();
  const styles = useStepStyles();
  const [open, setOpen] = useState<string>();
  const [told, setTold] = useState('');

  const move = (index: number, by: -1 | 1) => {
    onChange(moveStep(steps, index, by));
    setTold(
      t('cutover.moved', {
        title: steps[index].title,
        number: String(index + by + 1),
      }),
    );
  };
  const add = () => {
    const step = newStep(steps, t('cutover.newStep'));
    onChange([...steps, step]);
    setOpen(step.id);
  };

  return (
    <>
      <ol className={styles.list} aria-label={t('cutover.list')}>
        {steps.map((step, index) => {
          const number = String(index + 1);
          const isFixed = fixed.has(step.id);
          return (
            <li key={step.id}>
              <Box display="flex" alignItems="center">
                <Box flex={1} minWidth={0}>
                  <button
                    type="button"
                    className={styles.title}
                    aria-expanded={open === step.id}
                    onClick={() =>
                      setOpen(open === step.id ? undefined : step.id)
                    }
                  >
                    {t('cutover.details', { number, title: step.title })}
                  </button>
                </Box>
                <IconButton
                  size="small"
                  aria-label={t('cutover.moveUp', { number })}
                  aria-disabled={index === 0}
                  onClick={() => index > 0 && move(index, -1)}
                >
                  <UpIcon fontSize="small" />
                </IconButton>
                <IconButton
                  size="small"
                  aria-label={t('cutover.moveDown', { number })}
                  aria-disabled={index === steps.length - 1}
                  onClick={() => index < steps.length - 1 && move(index, 1)}
                >
                  <DownIcon fontSize="small" />
                </IconButton>
                {!isFixed && (
                  <IconButton
                    size="small"
                    aria-label={t('cutover.remove', { number })}
                    onClick={() =>
                      onChange(steps.filter(({ id }) => id !== step.id))
                    }
                  >
                    <DeleteIcon fontSize="small" />
                  </IconButton>
                )}
              </Box>
              {isFixed && open === step.id && (
                <Typography variant="body2" color="textSecondary">
                  {t('cutover.doneStays')}
                </Typography>
              )}
              {!isFixed && open === step.id && (
                <StepFields
                  step={step}
                  number={index + 1}
                  onChange={changed =>
                    onChange(
                      steps.map(one => (one.id === step.id ? changed : one)),
                    )
                  }
                />
              )}
            </li>
          );
        })}
      </ol>
      <span role="status" style={{ fontSize: 12 }}>
        {told}
      </span>
      <div>
        <Button startIcon={<AddIcon />} onClick={add}>
          {t('cutover.add')}
        </Button>
      </div>
    </>
  );
};
