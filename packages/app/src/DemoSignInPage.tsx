import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import CardContent from '@material-ui/core/CardContent';
import Container from '@material-ui/core/Container';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';

/** The people of the demo estate; the backend knows the same four providers. */
const PEOPLE = [
  {
    provider: 'demo-sre',
    name: 'Mori',
    role: 'SRE',
    wants: 'empties the servers: plans, migrates and hands over every workload',
  },
  {
    provider: 'demo-job-owner',
    name: 'Sato',
    role: 'Job owner, news-platform',
    wants: 'owns jobs and plans only those',
  },
  {
    provider: 'demo-manager',
    name: 'Ando',
    role: 'Manager',
    wants: 'asks when it will be over, and changes nothing',
  },
  {
    provider: 'demo-auditor',
    name: 'Kimura',
    role: 'Auditor',
    wants: 'reads everything, history first',
  },
];

const CHOICE = 'demo-sign-in';

/** Lasts as long as the browser tab, so that a reload asks no second time. */
function withSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      window.sessionStorage.removeItem(CHOICE);
      await identity.signOut();
      window.location.href = '/';
    },
  };
}

export const DemoSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const [provider, setProvider] = useState(() =>
    window.sessionStorage.getItem(CHOICE),
  );

  if (provider) {
    return (
      <ProxiedSignInPage
        provider={provider}
        onSignInSuccess={identity => onSignInSuccess(withSignOut(identity))}
      />
    );
  }

  const choose = (chosen: string) => {
    window.sessionStorage.setItem(CHOICE, chosen);
    setProvider(chosen);
  };

  return (
    <Container component="main" maxWidth="md" style={{ paddingTop: 64 }}>
      <Typography variant="h3" component="h1" gutterBottom>
        Batch migration
      </Typography>
      <Typography paragraph>
        This is a demo estate. Whom do you want to be?
      </Typography>
      <Grid container spacing={2}>
        {PEOPLE.map(person => (
          <Grid item xs={12} sm={6} key={person.provider}>
            <Card>
              <CardActionArea onClick={() => choose(person.provider)}>
                <CardContent>
                  <Typography variant="h6" component="h2">
                    {person.name}
                  </Typography>
                  <Typography variant="subtitle2">{person.role}</Typography>
                  <Typography variant="body2" color="textSecondary">
                    {person.wants}
                  </Typography>
                </CardContent>
              </CardActionArea>
            </Card>
          </Grid>
        ))}
      </Grid>
    </Container>
  );
};
