import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';

/** A view of one's own: renamed, shared, asked anew, deleted. */
export const OwnView = ({
  view,
  query,
  onChanged,
  onDelete,
}: {
  view: SavedView;
  /** What the table is asked now. */
  query: string;
  onChanged: () => void;
  onDelete: () => Promise<void>;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [title, setTitle] = useState(view.title);
  const [shared, setShared] = useState(view.shared);
  const [told, setTold] = useState('');
  const name = view.title;
  const send = async (answer: Promise<unknown>) => {
    setTold('');
    try {
      await answer;
      setTold(t('views.done'));
      onChanged();
    } catch (error) {
      setTold(t('views.refused', { message: ownWords(error as Error) }));
    }
  };
  const change = (kept: string) =>
    send(
      api.updateView(
        view.id,
        { title: title.trim(), shared, query: kept },
        `"v${view.version}"`,
      ),
    );
  return (
    <li>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 8 }}
      >
        <TextField
          id={`view-${view.id}`}
          label={t('views.name')}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
          inputProps={{ maxLength: 100 }}
          error={title.trim() === ''}
          margin="dense"
          style={{ flex: '1 1 160px' }}
        />
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={shared}
              onChange={({ target }) => setShared(target.checked)}
              inputProps={{ 'aria-label': t('views.sharedOf', { view: name }) }}
            />
          }
          label={t('views.shared')}
        />
        <Button
          size="small"
          aria-label={t('views.changeOf', { view: name })}
          aria-disabled={title.trim() === ''}
          onClick={() => title.trim() !== '' && change(view.query)}
        >
          {t('views.change')}
        </Button>
        <Button
          size="small"
          aria-label={t('views.askNowOf', { view: name })}
          onClick={() => title.trim() !== '' && change(query)}
        >
          {t('views.askNow')}
        </Button>
        <Button
          size="small"
          aria-label={t('views.deleteOf', { view: name })}
          onClick={() => send(onDelete())}
        >
          {t('views.delete')}
        </Button>
      </Box>
      <div role="status" style={{ fontSize: 12 }}>
        <CodeText text={told} />
      </div>
    </li>
  );
};
