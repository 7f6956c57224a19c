import Box from '@material-ui/core/Box';
import type { CaptureResponse } from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef } from 'react';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button, LinkButton } from '../buttons';
import { LINES_OF_LINKS, refName, useEntityPath, WorkloadLink } from '../links';
import { Section } from '../states/Section';
import { useInstantText } from '../time/Time';

const Listed = ({ workloads }: { workloads: CaptureResponse['created'] }) => {
  const { t } = useTexts();
  return (
    <ul style={{ ...LINES_OF_LINKS, marginTop: 4 }}>
      {workloads.map(({ id, name, line }) => (
        <li key={`${id} ${line}`}>
          <WorkloadLink id={id}>
            {line === null
              ? name
              : t('import.done.line', { name, line: String(line) })}
          </WorkloadLink>
        </li>
      ))}
    </ul>
  );
};

/** What was stored, with a link to each workload. */
export const Created = ({
  response: { server, created, known, freshUntil },
  onAgain,
}: {
  response: CaptureResponse;
  onAgain: () => void;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const instant = useInstantText();
  const serverPath = useEntityPath()(server, '/migration');
  const heading = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: the focus goes to what it brought.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
      <Section
        title={t('import.done.title', { server: refName(server) })}
        edge={{ side: 'top', colour: tokens.good }}
      >
        <div role="status">
          <b>{t('import.done.created', { count: created.length })}</b>
        </div>
        <Listed workloads={created} />
        {known.length > 0 && (
          <>
            <b>{t('import.done.known', { count: known.length })}</b>
            <Listed workloads={known} />
          </>
        )}
        <p style={{ color: tokens.text2 }}>
          {t('import.done.fresh', {
            at: instant(freshUntil),
          })}
        </p>
        <Box display="flex" style={{ gap: 8 }}>
          {serverPath && (
            <LinkButton to={serverPath} variant="contained" color="primary">
              {t('import.done.server', { server: refName(server) })}
            </LinkButton>
          )}
          <Button onClick={onAgain}>{t('import.done.again')}</Button>
        </Box>
      </Section>
    </div>
  );
};
