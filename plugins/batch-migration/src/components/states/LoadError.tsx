import { ResponseError } from '@backstage/errors';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import ErrorIcon from '@material-ui/icons/Error';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useState } from 'react';
import { useTokens } from '../../theme/tokens';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { Button } from '../buttons';
import { absenceOf } from './absence';

export function statusOf(error: Error): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

export function isDenied(error: Error): boolean {
  return statusOf(error) === 403;
}

/** The server's own sentence, without the client's frame around it; never a stack. */
export function ownWords(error: Error): string {
  return error instanceof ResponseError
    ? error.body.error?.message ?? error.message
    : error.message;
}

/** What a person may hand to whoever runs the portal. */
function detailsOf(error: Error, what: string): string {
  const response =
    error instanceof ResponseError ? error.body.response : undefined;
  const request =
    error instanceof ResponseError ? error.body.request : undefined;
  return [
    what,
    ownWords(error),
    request && `${request.method} ${request.url}`,
    response && `HTTP ${response.statusCode}`,
    requestIdOf(error) && `request ${requestIdOf(error)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function requestIdOf(error: Error): string | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  return error.response.headers?.get('x-request-id') ?? undefined;
}

export interface LoadErrorProps {
  what: string;
  error: Error;
  onRetry: () => void;
}

export const LoadError = ({ what, error, onRetry }: LoadErrorProps) => {
  const { t } = useTexts();
  const server = useServerText();
  const tokens = useTokens();
  const absence = absenceOf(error);
  const [copied, setCopied] = useState(false);
  const requestId = requestIdOf(error);

  const copy = async () => {
    await window.navigator.clipboard?.writeText(detailsOf(error, what));
    setCopied(true);
  };

  return (
    <Box textAlign="center" py={2} role="group" aria-label={what}>
      <ErrorIcon style={{ color: tokens.text2 }} aria-hidden />
      <Typography variant="subtitle1" component="p">
        {t('states.failed', { what })}
      </Typography>
      <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
        <CodeText
          text={
            absence
              ? t(`states.absent.${absence}`)
              : t('states.answered', { message: server(ownWords(error)) })
          }
        />
      </Typography>
      {requestId && (
        <Typography variant="caption" component="p">
          {t('states.request', { id: requestId })}
        </Typography>
      )}
      <Box mt={1} display="flex" justifyContent="center" style={{ gap: 8 }}>
        <Button
          variant="outlined"
          size="small"
          startIcon={<RefreshIcon />}
          onClick={onRetry}
        >
          {t('states.tryAgain')}
        </Button>
        <Button size="small" startIcon={<CopyIcon />} onClick={copy}>
          {copied ? t('states.copied') : t('states.copyDetails')}
        </Button>
      </Box>
    </Box>
  );
};
