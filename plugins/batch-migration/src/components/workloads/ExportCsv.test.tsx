import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { HeaderActions } from '../overview/HeaderActions';

const apiOf = (exportCsv: jest.Mock) => mockApi({ exportCsv });

async function open(exportCsv: jest.Mock, language?: 'ja') {
  await renderPage(
    <EstateProvider>
      <HeaderActions narrow={false} onRefreshed={() => {}} />
    </EstateProvider>,
    {
      api: apiOf(exportCsv),
      at: '/?stage=planned&stage=built&orderBy=name',
      language,
    },
  );
}

describe('ExportCsv', () => {
  const saved: Array<{ name: string; content: Blob }> = [];

  beforeEach(() => {
    saved.length = 0;
    let content: Blob;
    URL.createObjectURL = jest.fn((blob: Blob) => {
      content = blob;
      return 'blob:made';
    }) as typeof URL.createObjectURL;
    URL.revokeObjectURL = jest.fn();
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push({ name: this.download, content });
      });
  });

  afterEach(() => jest.restoreAllMocks());

  it('saves what the table shows, by keyboard', async () => {
    const file = new Blob(['"id"\r\n'], { type: 'text/csv' });
    const exportCsv = jest.fn(async () => ({
      fileName: 'workloads-2026-02-11.csv',
      response: { blob: async () => file },
    }));
    await open(exportCsv);
    const user = userEvent.setup();
    const button = await screen.findByRole('button', {
      name: 'Export CSV: download the workloads of this table',
    });
    act(() => button.focus());
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(saved).toEqual([
        { name: 'workloads-2026-02-11.csv', content: file },
      ]),
    );
    expect(exportCsv).toHaveBeenCalledWith({
      stage: ['planned', 'built'],
      orderBy: 'name',
      bom: true,
    });
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:made');
  });

  it('says why there is no file', async () => {
    const exportCsv = jest.fn(async () => {
      throw new NotAllowedError('You made this call 10 times within a minute');
    });
    await open(exportCsv, 'ja');
    const user = userEvent.setup();
    await user.click(
      await screen.findByRole('button', {
        name: 'CSV 出力: この表のワークロードをダウンロード',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'ファイルを作成できませんでした: You made this call 10 times',
    );
    expect(saved).toEqual([]);
  });
});
