import { Content, Header, Page } from '@backstage/core-components';
import { HomePageMyMigrations } from 'backstage-plugin-batch-migration';
import Grid from '@material-ui/core/Grid';

/** What of theirs a person sees in the morning. */
export const Home = () => (
  <Page themeId="home">
    <Header title="Home" />
    <Content>
      <Grid container spacing={3}>
        <Grid item md={6} xs={12}>
          <HomePageMyMigrations />
        </Grid>
      </Grid>
    </Content>
  </Page>
);
