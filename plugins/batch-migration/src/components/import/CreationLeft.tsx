import LinearProgress from '@material-ui/core/LinearProgress';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { Section } from '../states/Section';
import { useOwnWords } from '../states/useOwnWords';

/** What was asked for before the page was left: it is still on its way, or was refused meanwhile. */
export const CreationLeft = ({
  problem,
  onDismiss,
}: {
  problem: Error | undefined;
  onDismiss: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  if (!problem) {
    return (
      <Section title={t('import.left.title')}>
        <p role="status">{t('import.left.running')}</p>
        <LinearProgress aria-label={t('import.left.title')} />
      </Section>
    );
  }
  return (
    <Section title={t('import.left.failedTitle')}>
      <p role="alert">
        <CodeText
          text={t('import.left.failed', { message: ownWords(problem) })}
        />
      </p>
      <Button variant="outlined" onClick={onDismiss}>
        {t('import.left.again')}
      </Button>
    </Section>
  );
};
