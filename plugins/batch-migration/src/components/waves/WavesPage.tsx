import { Content, Header } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { inPage } from '../page/inPage';
import { Loaded } from '../states/Loaded';
import { LockedButton } from '../states/LockedButton';
import { Section } from '../states/Section';
import { allWaves } from './allWaves';
import { isRed } from './useWaveWords';
import { WaveDetail } from './WaveDetail';
import { WaveDialog } from './WaveDialog';
import { WaveTable } from './WaveTable';

const useStyles = makeStyles(theme => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
    '& > *': { minWidth: 0 },
  },
}));

const ChosenWave = ({
  name,
  wave,
  ...rest
}: {
  name: string;
  wave: WaveView | undefined;
  mayChange: boolean;
  round: number;
  onChanged: () => void;
  onDeleted: () => void;
}) => {
  const { t } = useTexts();
  // Where somebody else deletes it, what is typed into its form stays.
  const [known, setKnown] = useState(wave);
  if (wave && wave !== known) setKnown(wave);
  return (
    <>
      {!wave && <p role="status">{t('waves.notFound', { wave: name })}</p>}
      {known && <WaveDetail wave={known} isGone={!wave} {...rest} />}
    </>
  );
};

const Waves = () => {
  const { t } = useTexts();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const { search, change } = useAddress();
  const [round, setRound] = useState(0);
  const [creating, setCreating] = useState(false);
  const waves = useLiveLoad(signal => allWaves(api, signal), 'waves', round);
  const reload = () => setRound(count => count + 1);
  const chosenName = search.get('wave');
  const mayChange = waves.value?.mayChange ?? false;
  const red = waves.value?.items.filter(isRed).length ?? 0;
  const choose = (name: string | null) =>
    change(next => {
      if (name === null) next.delete('wave');
      else next.set('wave', name);
    });
  const chosenOf = (items: readonly WaveView[]) =>
    items.find(({ name }) => name === chosenName);

  return (
    <>
      <Header
        title={t('waves.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('waves.subtitle')}
      />
      <Content>
        <div className={styles.stack}>
          <Section
            title={t('waves.list')}
            hint={red > 0 && t('waves.red', { count: red })}
            action={
              <LockedButton
                size="small"
                variant="outlined"
                missing={
                  mayChange || !waves.value ? undefined : t('waves.permission')
                }
                onClick={() => setCreating(true)}
              >
                {t('waves.new')}
              </LockedButton>
            }
            flush
          >
            <Loaded load={waves} what={t('waves.what')} boxes={[40, 40, 40]}>
              {({ items }) =>
                items.length === 0 ? (
                  <p style={{ padding: '0 16px' }}>{t('waves.none')}</p>
                ) : (
                  <WaveTable waves={items} />
                )
              }
            </Loaded>
          </Section>
          {chosenName !== null && waves.value && (
            <ChosenWave
              key={chosenName}
              name={chosenName}
              wave={chosenOf(waves.value.items)}
              {...{ mayChange, round }}
              onChanged={reload}
              onDeleted={() => {
                choose(null);
                reload();
              }}
            />
          )}
        </div>
        {creating && (
          <WaveDialog
            onClose={() => setCreating(false)}
            onSaved={({ name }) => {
              setCreating(false);
              choose(name);
              reload();
            }}
          />
        )}
      </Content>
    </>
  );
};

/** Workloads that move together: until when, how far, and whether in time. */
export const WavesPage = inPage(Waves);
