import type {
  LocationView,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';

const Instance = ({
  instance: { ref, key, state, source, observedAt, detail },
}: {
  instance: LocationView;
}) => {
  const { t } = useTexts();
  const instant = useInstantText();
  return (
    <li title={`${ref} ${key}`}>
      <b>
        {t('whyServer.named', { name: key, value: t(`lamps.states.${state}`) })}
      </b>{' '}
      (
      {t('facts.source', {
        source: source ?? t('facts.unknown'),
        at: observedAt ? instant(observedAt) : t('facts.noTime'),
      })}
      )
      {detail.reason && (
        <>
          {' '}
          <ServerWords text={detail.reason} />
        </>
      )}
    </li>
  );
};

/** Instances of a server as they were last seen; that nobody saw any is said. */
export const InstanceList = ({
  server: { instances },
}: {
  server: Pick<ServerView, 'instances'>;
}) => {
  const { t } = useTexts();
  if (instances.length === 0) return <div>{t('whyServer.noInstance')}</div>;
  return (
    <ul
      aria-label={t('whyServer.instances')}
      style={{ margin: '4px 0', paddingLeft: 20 }}
    >
      {instances.map(instance => (
        <Instance key={`${instance.ref} ${instance.key}`} instance={instance} />
      ))}
    </ul>
  );
};
