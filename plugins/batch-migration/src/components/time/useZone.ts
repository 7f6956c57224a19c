import { useEstate } from '../../hooks/useEstate';

/**
 * The zone in which a page tells dates: the estate's, and UTC until the server
 * has said which that is. `named` puts the zone behind a date where it is not
 * the one that a reader expects.
 */
export function useZone(): { zone: string; named: (date: string) => string } {
  const { timezone } = useEstate();
  return {
    zone: timezone ?? 'UTC',
    named: date => (timezone ? date : `${date} UTC`),
  };
}
