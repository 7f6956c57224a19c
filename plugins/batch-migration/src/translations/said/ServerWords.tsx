import { CodeText } from '../../components/CodeText';
import { useServerWords } from './useServerWords';

/** What the server says, in the language of the page where that is known; else marked as the English that it is. */
export const ServerWords = ({ text }: { text: string }) => {
  const translated = useServerWords()(text);
  return translated === null ? (
    <span lang="en">
      <CodeText text={text} />
    </span>
  ) : (
    <CodeText text={translated} />
  );
};
