import { Content, Header, Page } from '@backstage/core-components';
import { SearchBar, SearchResult } from '@backstage/plugin-search-react';
import { WorkloadSearchResultListItem } from 'backstage-plugin-batch-migration';

/** What the portal finds; workloads among it. */
export const searchPage = (
  <Page themeId="home">
    <Header title="Search" />
    <Content>
      <SearchBar />
      <SearchResult>
        <WorkloadSearchResultListItem />
      </SearchResult>
    </Content>
  </Page>
);
