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
  /** Another page than the one shown is on its way, maybe. */
  loading: boolean;
  onFirst: () => void;
  onNext: () => void;
  /** Stands before the numbers. */
  children?: ReactNode;
}

/** What leads nowhere keeps its place and the focus, and looks it. */
const looks = (isPossible: boolean) =>
  isPossible ? undefined : { opacity: 0.5, cursor: 'default' };

/**
 * Which rows are shown of how many, and the ways to the next ones and back.
 * `first` belongs to the rows that are shown, not to those that are on their
 * way: what comes next is counted from there.
 */
export const Pager = ({
  first,
  shown,
  total,
  hasPrevious,
  hasNext,
  loading,
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
      <IconButton
        size="small"
        aria-label={t('workloads.firstPage')}
        aria-disabled={!hasPrevious}
        style={looks(hasPrevious)}
        onClick={hasPrevious ? onFirst : undefined}
      >
        <FirstIcon />
      </IconButton>
      <Button
        size="small"
        endIcon={<NextIcon />}
        aria-disabled={!hasNext || loading}
        style={looks(hasNext)}
        onClick={hasNext && !loading ? onNext : undefined}
      >
        {t('workloads.nextPage')}
      </Button>
    </div>
  );
};
