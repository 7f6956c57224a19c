import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { RoleMenu } from './RoleMenu';

const role = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
});

const show = async (getEntities: jest.Mock) => {
  const onChange = jest.fn();
  await renderPage(
    <TestApiProvider
      apis={[[catalogApiRef, catalogApiMock.mock({ getEntities })]]}
    >
      <RoleMenu label="Role" selected={[]} onChange={onChange} />
    </TestApiProvider>,
    { api: mockApi() },
  );
  return onChange;
};

const open = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Role' }));
  return within(await screen.findByRole('dialog', { name: 'Role' }));
};

it('asks the catalog for the roles when the list is opened', async () => {
  const getEntities = jest.fn(async () => ({
    items: [role('bat000-jobs'), role('bat000-tools')],
  }));
  const onChange = await show(getEntities);
  expect(getEntities).not.toHaveBeenCalled();
  const list = await open();
  expect(
    await list.findByRole('checkbox', { name: 'bat000-jobs' }),
  ).toHaveFocus();
  await userEvent.click(list.getByRole('checkbox', { name: 'bat000-tools' }));
  expect(onChange).toHaveBeenCalledWith(['resource:default/bat000-tools']);
});

it('says so when the catalog does not answer, and asks again', async () => {
  const getEntities = jest
    .fn()
    .mockRejectedValueOnce(new Error('no catalog'))
    .mockResolvedValue({ items: [role('bat000-jobs')] });
  await show(getEntities);
  const list = await open();
  await userEvent.click(await list.findByRole('button', { name: /again/i }));
  expect(
    await list.findByRole('checkbox', { name: 'bat000-jobs' }),
  ).toBeInTheDocument();
});
