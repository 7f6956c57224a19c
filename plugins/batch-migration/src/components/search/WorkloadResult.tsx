import { Link } from '@backstage/core-components';
import type { SearchDocument } from '@backstage/plugin-search-common';
import {
  HighlightedSearchResultText,
  type SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import type { Kind } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';

/** As `WorkloadCollatorFactory` of the search module indexes it. */
interface WorkloadDocument extends SearchDocument {
  kind: Kind;
  owner: string;
  servers: string[];
}

export type WorkloadResultProps = SearchResultListItemExtensionProps<{
  icon?: ReactNode;
  highlight?: {
    preTag: string;
    postTag: string;
    fields: Record<string, string>;
  };
}>;

/**
 * A workload among the results of a search. Its stage is not shown: the index
 * is as old as its last run, and a status that lapsed must not look fresh.
 */
export const WorkloadResult = ({
  result,
  highlight,
  icon,
}: WorkloadResultProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  if (!result) return null;
  const { title, text, location, kind, servers, owner } =
    result as WorkloadDocument;
  const marked = (field: 'title' | 'text', plain: string) =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      plain
    );
  const facts = [
    t(`kinds.${kind}`),
    ...servers.map(refName),
    ...(owner ? [refName(owner)] : []),
  ];
  return (
    <>
      {icon && <ListItemIcon>{icon}</ListItemIcon>}
      <ListItemText
        primaryTypographyProps={{ variant: 'h6', component: 'div' }}
        primary={
          <Link noTrack to={location}>
            {marked('title', title)}
          </Link>
        }
        // The theme's own is too pale for the background of the page.
        secondaryTypographyProps={{
          component: 'div',
          style: { color: tokens.text2 },
        }}
        secondary={
          <>
            <div>{facts.join(' · ')}</div>
            {/* As it was indexed: a command, words of people, and English. */}
            <div lang="" style={{ overflowWrap: 'anywhere' }}>
              {marked('text', text)}
            </div>
          </>
        }
      />
    </>
  );
};
