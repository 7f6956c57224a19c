import IconButton from '@material-ui/core/IconButton';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';

/** Copies a text, and says so. */
export const CopyButton = ({ text }: { text: string }) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        aria-label={t('workloadPage.copy', { text })}
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        <CopyIcon style={{ fontSize: 16 }} />
      </IconButton>
      <span role="status" style={{ fontSize: 12 }}>
        {copied && t('states.copied')}
      </span>
    </>
  );
};
