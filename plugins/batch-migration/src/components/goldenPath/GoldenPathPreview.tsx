import { useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { GoldenPathPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { OnRequestCost } from './OnRequestCost';
import { PlannedCost } from './PlannedCost';
import { PlannedResources } from './PlannedResources';

/** It answers nothing itself: `ui:options.template` names the golden path. */
export type GoldenPathPreviewProps = FieldExtensionComponentProps<
  null,
  { template?: string }
>;

const Problems = ({ problems }: { problems: string[] }) => {
  const { t } = useTexts();
  return (
    <div role="alert">
      <Typography variant="h6" component="h4">
        {t('goldenPath.problems')}
      </Typography>
      <ul>
        {problems.map(problem => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <Typography variant="body2">{t('goldenPath.problemsHint')}</Typography>
    </div>
  );
};

/** As it will be written, so that nobody has to imagine it. */
const WrittenFile = ({
  file: { path, text },
}: {
  file: NonNullable<GoldenPathPreviewResponse['file']>;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <details open>
      <summary>{t('goldenPath.file', { path })}</summary>
      <pre
        // Scrolls inside its card, and a keyboard has to reach it to do so.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={path}
        style={{
          background: tokens.faint,
          maxHeight: 360,
          overflow: 'auto',
          padding: 12,
          fontSize: 13,
        }}
      >
        {text}
      </pre>
    </details>
  );
};

const Warnings = ({
  jobs,
  onRequest,
}: Pick<GoldenPathPreviewResponse, 'jobs' | 'onRequest'>) => {
  const { t } = useTexts();
  const warned = [
    ...jobs,
    ...onRequest.map(({ kind, warnings }) => ({
      ...{ name: t(`goldenPath.onRequest.kinds.${kind}`), warnings },
    })),
  ].filter(({ warnings }) => warnings.length > 0);
  if (warned.length === 0) return null;
  return (
    <details>
      <summary>{t('goldenPath.warnings')}</summary>
      <ul>
        {warned.map(({ name, warnings }) => (
          <li key={name}>
            {name}
            <ul>
              {warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
};

const Planned = ({ answer }: { answer: GoldenPathPreviewResponse }) => {
  const { t } = useTexts();
  const { file, resources, jobs, onRequest } = answer;
  return (
    <>
      <Typography variant="body2">
        {onRequest.length > 0
          ? t('goldenPath.atZero')
          : t('goldenPath.switchedOff')}
      </Typography>
      {file && <WrittenFile file={file} />}
      <PlannedResources resources={resources} />
      <Box mt={3}>
        {jobs.length > 0 && <PlannedCost preview={answer} />}
        {onRequest.length > 0 && <OnRequestCost preview={answer} />}
      </Box>
      <Box mt={2}>
        <Warnings jobs={jobs} onRequest={onRequest} />
      </Box>
    </>
  );
};

const Preview = ({ formContext, uiSchema }: GoldenPathPreviewProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const template = uiSchema['ui:options']?.template ?? 'scheduled-fargate-job';
  const form: Record<string, unknown> = formContext?.formData ?? {};
  const preview = useLoad(
    signal => api.previewGoldenPath({ template, form }, { signal }),
    JSON.stringify([template, form]),
  );
  return (
    <Box
      component="section"
      position="relative"
      aria-label={t('goldenPath.title')}
    >
      <Typography variant="h5" component="h3">
        {t('goldenPath.title')}
      </Typography>
      <Typography variant="body2">{t('goldenPath.hint')}</Typography>
      <Loaded load={preview} what={t('goldenPath.what')} boxes={[120, 80]}>
        {answer => (
          <>
            {answer.problems.length > 0 && (
              <Problems problems={answer.problems} />
            )}
            {answer.resources.length === 0 ? (
              <Typography variant="body2">{t('goldenPath.nothing')}</Typography>
            ) : (
              <Planned answer={answer} />
            )}
          </>
        )}
      </Loaded>
    </Box>
  );
};

/** Shows, as the last step of a form, what the golden path would create. */
export const GoldenPathPreview = (props: GoldenPathPreviewProps) => (
  <EstateProvider>
    <Preview {...props} />
  </EstateProvider>
);
