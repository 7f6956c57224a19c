import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  type OwnerProposal,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadPage } from '../workload/WorkloadPage';

const ownerProposals: OwnerProposal[] = [
  {
    ownerRef: 'group:default/sre',
    name: 'SRE',
    because: 'comment',
    where: 'bat000, crontab, line 12',
  },
  {
    ownerRef: null,
    name: 'Mori <b>Hanako</b>',
    because: 'git-history',
    where: 'declared/bat000/crontab',
  },
];

const page = (
  <EstateProvider>
    <WorkloadPage id="ranking-daily" />
  </EstateProvider>
);

const unowned = (proposals = ownerProposals) => ({
  ...rankingDaily,
  ownerRef: null,
  plan: EMPTY_PLAN,
  ownerProposals: proposals,
});

const apiOf = (over: object = {}) =>
  mockApi({
    workload: async () => unowned(),
    plan: async () => ({ plan: EMPTY_PLAN, etag: '"v0"' }),
    ...over,
  });

describe('owners that are proposed', () => {
  it('say who, why and where, and offer only whom the catalog knows', async () => {
    await renderPage(page, { api: apiOf() });
    const list = await screen.findByRole('list', { name: 'Proposed owners' });
    const [sre, mori] = within(list).getAllByRole('listitem');
    expect(sre).toHaveTextContent(
      'Proposed: sre — comment above the job, bat000, crontab, line 12',
    );
    expect(within(sre).getByRole('button')).toHaveAccessibleName('Use it: sre');
    expect(mori).toHaveTextContent(
      'Proposed: Mori <b>Hanako</b> — changed the declared crontab, declared/bat000/crontab',
    );
    expect(within(mori).queryByRole('button')).toBeNull();
  });

  it('fill the field of the plan from the page, and save nothing', async () => {
    const user = userEvent.setup();
    const api = apiOf();
    await renderPage(page, { api });
    await user.click(
      await screen.findByRole('button', { name: 'Use it: sre' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByLabelText('Owner')).toHaveValue(
      'group:default/sre',
    );
    expect(within(drawer).getByRole('status')).toHaveTextContent(
      'sre stands in the field. It counts once you save.',
    );
    expect(api.updatePlan).not.toHaveBeenCalled();
  });

  it('fill the field beside it, by keyboard, and a person saves', async () => {
    const user = userEvent.setup();
    const api = apiOf();
    await renderPage(page, { api });
    const [edit] = await screen.findAllByRole('button', { name: 'Edit plan' });
    await user.click(edit);
    const drawer = await screen.findByRole('dialog');
    const field = await within(drawer).findByLabelText('Owner');
    expect(field).toHaveValue('');
    act(() =>
      within(drawer).getByRole('button', { name: 'Use it: sre' }).focus(),
    );
    await user.keyboard('{Enter}');
    expect(field).toHaveValue('group:default/sre');
    expect(api.updatePlan).not.toHaveBeenCalled();
    await user.click(within(drawer).getByRole('button', { name: 'Save' }));
    expect(api.updatePlan).toHaveBeenCalledWith(
      'ranking-daily',
      expect.objectContaining({ ownerRef: 'group:default/sre' }),
      '"v0"',
    );
  });

  it('leave whom somebody set meanwhile', async () => {
    const user = userEvent.setup();
    const plan = { ...EMPTY_PLAN, version: 1, ownerRef: 'group:default/news' };
    await renderPage(page, {
      api: apiOf({ plan: async () => ({ plan, etag: '"v1"' }) }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Use it: sre' }),
    );
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByLabelText('Owner')).toHaveValue(
      'group:default/news',
    );
  });

  it('are not there where none is proposed', async () => {
    await renderPage(page, {
      api: apiOf({ workload: async () => unowned([]) }),
    });
    await screen.findAllByRole('button', { name: 'Edit plan' });
    expect(screen.queryByRole('list', { name: 'Proposed owners' })).toBeNull();
  });
});
