import Box from '@material-ui/core/Box';
import Skeleton from '@material-ui/lab/Skeleton';
import { Suspense, type ReactNode } from 'react';

/** Keeps the place of a chart, in pixels, until the library that draws it is there. */
export const ChartWait = ({
  height,
  children,
}: {
  height: number;
  children: ReactNode;
}) => (
  <Suspense
    fallback={
      <Box height={height}>
        <Skeleton variant="rect" height={height} animation={false} />
      </Box>
    }
  >
    {children}
  </Suspense>
);
