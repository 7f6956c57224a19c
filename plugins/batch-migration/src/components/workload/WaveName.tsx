import { useApi } from '@backstage/core-plugin-api';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { formatDate } from '../time/format';

/** The wave with the day until which it is to be done, where that is known. */
export const WaveName = ({ name }: { name: string | null }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { locale } = useEstate();
  const deadline = useLiveLoad(
    async signal =>
      name ? (await api.wave(name, { signal })).wave.deadline : null,
    `wave ${name}`,
  ).value;
  if (!name) return <>–</>;
  if (!deadline) return <>{name}</>;
  const day = formatDate(
    new Date(`${deadline}T00:00:00Z`),
    locale,
    'UTC',
    false,
  );
  return <>{t('workloadPage.waveUntil', { wave: name, day })}</>;
};
