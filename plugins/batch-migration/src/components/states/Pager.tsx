import IconButton from '@material-ui/core/IconButton';
import NextIcon from '@material-ui/icons/ChevronRight';
import FirstIcon from '@material-ui/icons/FirstPage';
import type { ReactNode } from 'react';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

export interface PagerProps {
  /** 1-based position of the first row. */
  first: number;
  /** Rows on this page. */
  shown: number;
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
  onFirst: () => void;
  onNext: () => void;
  /** Stands before the numbers. */
  children?: ReactNode;
}

/** Which rows are shown of how many, and the ways to the next ones and back. */
export const Pager = ({
  first,
  shown,
  total,
  hasPrevious,
  hasNext,
  onFirst,
  onNext,
  children,
}: PagerProps) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  return (
    <div
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'flex-end',
        padding: '8px 16px 0',
        gap: 12,
      }}
    >
      {children}
      <span>
        {t('workloads.range', {
          first: numberText(first),
          last: numberText(first + shown - 1),
          total: numberText(total),
        })}
      </span>
      {hasPrevious && (
        <IconButton
          size="small"
          aria-label={t('workloads.firstPage')}
          onClick={onFirst}
        >
          <FirstIcon />
        </IconButton>
      )}
      <Button
        size="small"
        endIcon={<NextIcon />}
        disabled={!hasNext}
        onClick={onNext}
      >
        {t('workloads.nextPage')}
      </Button>
    </div>
  );
};
