import type { CaptureToken } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { Time, useInstantText } from '../time/Time';
import { useTableStyles } from '../workloads/tableStyles';
import type { TokenServer } from './CaptureTokens';
import { RevokeToken } from './RevokeToken';

const Actor = ({ actor }: { actor: string }) =>
  actor.startsWith('user:') ? <EntityLink entityRef={actor} /> : <>{actor}</>;

const TokenRow = ({
  server,
  token,
  onRevoked,
}: {
  server: TokenServer;
  token: CaptureToken;
  onRevoked: () => void;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const instant = useInstantText();
  const { now } = useEstate();
  const { createdAt, createdBy, expiresAt, lastUsedAt } = token;
  const { revokedAt, revokedBy } = token;
  const isLapsed = now !== undefined && Date.parse(expiresAt) <= now.getTime();
  let state: string = t('captureTokens.states.counts');
  if (isLapsed) state = t('captureTokens.states.lapsed');
  if (revokedAt) {
    state = t('captureTokens.states.revoked', {
      at: instant(revokedAt),
      actor: revokedBy ?? t('facts.unknown'),
    });
  }
  return (
    <tr>
      <th scope="row" style={{ overflowWrap: 'anywhere' }}>
        {token.label ?? t('captureTokens.unnamed')}{' '}
        <code style={{ color: tokens.text2 }}>{token.id}</code>
      </th>
      <td>
        <Time at={createdAt} />
        <div>
          <Actor actor={createdBy} />
        </div>
      </td>
      <td>
        <Time at={expiresAt} show="both" />
      </td>
      <td>
        {lastUsedAt ? (
          <Time at={lastUsedAt} show="both" />
        ) : (
          t('captureTokens.never')
        )}
      </td>
      <td>{state}</td>
      <td>
        {!revokedAt && !isLapsed && (
          <RevokeToken server={server} token={token} onRevoked={onRevoked} />
        )}
      </td>
    </tr>
  );
};

/** Tokens without their secrets, newest first. */
export const TokenTable = ({
  server,
  items,
  onRevoked,
}: {
  server: TokenServer;
  items: CaptureToken[];
  onRevoked: () => void;
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  return (
    <table className={styles.table} aria-label={t('captureTokens.title')}>
      <thead>
        <tr>
          <th scope="col">{t('captureTokens.label')}</th>
          <th scope="col">{t('captureTokens.issuedBy')}</th>
          <th scope="col">{t('captureTokens.counts')}</th>
          <th scope="col">{t('captureTokens.used')}</th>
          <th scope="col">{t('captureTokens.state')}</th>
          <th scope="col" aria-label={t('captureTokens.revokeNow')} />
        </tr>
      </thead>
      <tbody>
        {items.map(token => (
          <TokenRow
            key={token.id}
            server={server}
            token={token}
            onRevoked={onRevoked}
          />
        ))}
      </tbody>
    </table>
  );
};
