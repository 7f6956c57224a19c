import makeStyles from '@material-ui/core/styles/makeStyles';
import type { MouseEvent } from 'react';
import { useTexts } from '../../translations/useTexts';

const useStyles = makeStyles(theme => ({
  // It lies over the page, so that nothing moves when it appears.
  skip: {
    position: 'fixed',
    top: -999,
    zIndex: theme.zIndex.tooltip,
    padding: theme.spacing(1, 2),
    borderRadius: 4,
    color: theme.palette.text.primary,
    background: theme.palette.background.paper,
    boxShadow: theme.shadows[4],
    '&:focus': { top: theme.spacing(1) },
  },
}));

/** To the row of the first workload, or to their card while they load. */
function skip(event: MouseEvent) {
  const card = document.getElementById('workloads');
  const place = card?.querySelector<HTMLElement>('tbody th a[href]') ?? card;
  if (!place) return;
  event.preventDefault();
  place.focus();
}

/** Past the answers and all filters to the table; after Backstage's link to the content. */
export const SkipToWorkloads = () => {
  const { t } = useTexts();
  return (
    <a href="#workloads" className={useStyles().skip} onClick={skip}>
      {t('overview.skipToWorkloads')}
    </a>
  );
};
