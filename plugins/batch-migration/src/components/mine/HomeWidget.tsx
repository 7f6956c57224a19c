import { EstateProvider } from '../../hooks/useEstate';
import { OwnedWorkloads } from './OwnedWorkloads';
import { useMyOwnerRefs } from './useOwnerRefs';

/** The body of a card on the home page, which brings frame and title. */
export const Content = () => {
  const mine = useMyOwnerRefs();
  return (
    <EstateProvider>{mine && <OwnedWorkloads owners={mine} />}</EstateProvider>
  );
};
