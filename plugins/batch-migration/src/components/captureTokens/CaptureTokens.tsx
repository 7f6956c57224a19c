import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Box from '@material-ui/core/Box';
import { captureTokenManagePermission } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { IssueToken } from './IssueToken';
import { TokenTable } from './TokenTable';

/** A server by the parts of its ref, and as people call it. */
export interface TokenServer {
  namespace: string;
  name: string;
  title: string;
}

const Managed = ({ server }: { server: TokenServer }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { namespace, name } = server;
  const tokens = useLoad(
    signal => api.captureTokens(namespace, name, { signal }),
    `capture tokens ${namespace}/${name}`,
  );
  return (
    <Section
      title={t('captureTokens.title')}
      hint={t('captureTokens.hint')}
      action={<IssueToken server={server} onIssued={tokens.reload} />}
      flush
    >
      <Loaded load={tokens} what={t('captureTokens.what')} boxes={[32, 32]}>
        {({ items }) =>
          items.length === 0 ? (
            <Box px={2} pb={1}>
              {t('captureTokens.none')}
            </Box>
          ) : (
            <Box overflow="auto">
              <TokenTable
                server={server}
                items={items}
                onRevoked={tokens.reload}
              />
            </Box>
          )
        }
      </Loaded>
    </Section>
  );
};

/** Tokens of one server: issued, listed without their secret, revoked. */
export const CaptureTokens = ({ server }: { server: TokenServer }) => {
  const { t } = useTexts();
  const { allowed, loading } = usePermission({
    permission: captureTokenManagePermission,
  });
  if (loading) return null;
  if (allowed) return <Managed server={server} />;
  return (
    <Section title={t('captureTokens.title')} hint={t('captureTokens.hint')}>
      {t('captureTokens.denied', {
        permission: captureTokenManagePermission.name,
      })}
    </Section>
  );
};
