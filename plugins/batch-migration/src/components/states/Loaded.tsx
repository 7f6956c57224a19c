import Box from '@material-ui/core/Box';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ReactNode } from 'react';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { isDenied, LoadError } from './LoadError';
import { Denied } from './Denied';

export interface LoadedProps<T> {
  load: Load<T>;
  /** What is loaded, in words: `the workloads`. */
  what: string;
  /** Heights in pixels of the boxes that hold the place, so that nothing jumps. */
  boxes: number[];
  children: (value: T) => ReactNode;
}

/** Loading, failed, denied or there: each card goes through these alone. */
export const Loaded = <T,>({ load, what, boxes, children }: LoadedProps<T>) => {
  const { t } = useTexts();
  if (load.error) {
    return isDenied(load.error) ? (
      <Denied what={what} error={load.error} />
    ) : (
      <LoadError what={what} error={load.error} onRetry={load.reload} />
    );
  }
  if (load.value !== undefined) {
    return (
      <>
        {load.loading && (
          <Box position="absolute" top={6} right={12} fontSize={11}>
            <span role="status">{t('states.updating')}</span>
          </Box>
        )}
        {children(load.value)}
      </>
    );
  }
  return (
    <div aria-busy="true">
      <span role="status" style={{ fontSize: 12 }}>
        {load.slow ? t('states.slow', { what }) : ''}
      </span>
      {boxes.map((height, index) => (
        <Box key={index} mb={1}>
          <Skeleton variant="rect" height={height} animation={false} />
        </Box>
      ))}
    </div>
  );
};
