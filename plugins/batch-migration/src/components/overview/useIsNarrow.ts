import type { Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';

/** Whether the window is so narrow that cards stack and tables become rows. */
export function useIsNarrow(): boolean {
  return useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), {
    // Known at once, so that nothing is drawn wide first.
    noSsr: true,
  });
}
