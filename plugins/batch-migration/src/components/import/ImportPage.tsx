import { Content, Header, HeaderLabel } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import makeStyles from '@material-ui/core/styles/makeStyles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import type { CaptureResponse } from 'backstage-plugin-batch-migration-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLongWork } from '../../hooks/useLongWork';
import { rootRouteRef } from '../../routes';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useEntityPath } from '../links';
import { useIsNarrow } from '../overview/useIsNarrow';
import { inPage } from '../page/inPage';
import { ConfirmCreate } from './ConfirmCreate';
import { Created } from './Created';
import { CreationLeft } from './CreationLeft';
import type { EditorHandle } from './CrontabEditor';
import { EditorPanel } from './EditorPanel';
import { FileVerdict } from './FileVerdict';
import { JobsPanel } from './JobsPanel';
import { dialectOf, pathOf } from './place';
import { remarksByLine, rowsOf } from './rows';
import { useDraft, type Draft } from './useDraft';
import { useImportAddress } from './useImportAddress';
import { usePicks } from './usePicks';
import { usePreview, type Preview } from './usePreview';
import { useServerOfCrontab } from './useServerOfCrontab';
import { useServersToChoose } from './useServersToChoose';

const useStyles = makeStyles(theme => ({
  panels: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    fontFamily: theme.typography.fontFamily,
    '& > *': { minWidth: 0 },
  },
  narrow: { gridTemplateColumns: 'minmax(0, 1fr)' },
}));

const zoneLineOf = (preview: Preview | null | undefined) =>
  preview?.cron === 'cronie'
    ? preview.environment.find(({ name }) => name === 'CRON_TZ')?.line
    : undefined;

const Import = () => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const entityPath = useEntityPath();
  const { summary, timezone } = useEstate();
  const address = useImportAddress();
  const { server, cron, zone } = address;
  const typed = useDraft();
  const editor = useRef<EditorHandle>(null);
  const isNarrow = useIsNarrow();
  const [tab, setTab] = useState<'text' | 'jobs'>('text');
  const [activeLine, setActiveLine] = useState(1);
  const [isConfirming, setConfirming] = useState(false);
  const [done, setDone] = useState<CaptureResponse>();
  const [problem, setProblem] = useState<Error>();
  /** The text of what was created, as it stood in the text area. */
  const sent = useRef<string>();
  // What comes after creating begins a new import.
  const draft: Draft = {
    ...typed,
    type: text => {
      setDone(undefined);
      typed.type(text);
    },
    read: file => {
      setDone(undefined);
      return typed.read(file);
    },
  };
  const work = useLongWork<CaptureResponse>('capture', outcome => {
    if ('error' in outcome) {
      setProblem(toError(outcome.error));
      return;
    }
    setConfirming(false);
    setDone(outcome.value);
    summary.reload();
  });

  const servers = useServersToChoose();
  const ofServer = useServerOfCrontab(server);
  const knownName = ofServer.namesOf(address.place.form)[0];
  const place = {
    ...address.place,
    name: address.place.name || knownName || '',
  };
  /** The flavour decides where a user's crontab lies; the preview tells which is known. */
  const [knownCron, setKnownCron] = useState<'debian' | 'cronie'>();
  const path = pathOf(place, cron ?? knownCron ?? 'debian');
  const preview = usePreview(
    draft.masked === null
      ? null
      : {
          text: draft.masked,
          dialect: dialectOf(place.form),
          ...(server && { server }),
          ...(server && path && { path }),
          ...(cron && { cron }),
          ...(zone && { timezone: zone }),
        },
  );
  // An answer about a text that is gone says nothing any more.
  const value = draft.masked === null ? null : preview.value;
  useEffect(() => {
    if (value && !value.request.cron) setKnownCron(value.cron);
  }, [value]);

  const rows = useMemo(() => (value ? rowsOf(value) : []), [value]);
  const remarks = useMemo(
    () => (value ? remarksByLine(rows, value) : new Map()),
    [rows, value],
  );
  const readLines = useMemo(
    () => value?.request.text.split('\n') ?? [],
    [value],
  );
  const { picked, pick } = usePicks(rows, readLines);
  const pickedRows = rows.filter(({ line }) => picked.has(line));
  const known = pickedRows.filter(({ job }) => job?.workloadId).length;

  let missing: 'noServer' | 'noName' | 'noPick' | 'reading' | undefined;
  if (!server) missing = 'noServer';
  else if (!path) missing = 'noName';
  else if (draft.masked !== null && (preview.behind || preview.error)) {
    missing = 'reading';
  } else if (picked.size === 0) missing = 'noPick';

  const zoneLine = zoneLineOf(value);
  const zoneOfJobs = zone ?? value?.jobs[0]?.timezone ?? timezone;
  const lineCount =
    draft.text === '' ? 0 : draft.text.replace(/\n$/, '').split('\n').length;
  const openLine = (line: number) => {
    setTab('text');
    // The text area of a hidden tab takes no focus.
    setTimeout(() => editor.current?.focusLine(line), 0);
  };

  const jobs = () => {
    if ((work.isRunning || problem) && !isConfirming) {
      return (
        <CreationLeft
          problem={problem}
          onDismiss={() => setProblem(undefined)}
        />
      );
    }
    if (done) {
      return (
        <Created
          response={done}
          onAgain={() => {
            setDone(undefined);
            // What was typed while it was on its way is of another one.
            if (draft.text === sent.current) draft.type('');
            setTab('text');
          }}
        />
      );
    }
    return (
      <JobsPanel
        preview={preview}
        hasText={draft.masked !== null}
        rows={rows}
        picked={picked}
        onPick={pick}
        activeLine={activeLine}
        onActive={line => {
          setActiveLine(line);
          editor.current?.showLine(line);
        }}
        onOpen={openLine}
        count={picked.size}
        known={known}
        role={ofServer.roleOf(path)}
        missing={missing}
        cancelTo={(server && entityPath(server, '/migration')) ?? root()}
        onCreate={() => setConfirming(true)}
      />
    );
  };

  const panels = {
    text: (
      <EditorPanel
        draft={draft}
        address={address}
        servers={servers}
        known={{
          name: knownName,
          cron: cron ? undefined : value?.cron,
          timezone:
            zone || zoneLine !== undefined
              ? undefined
              : value?.jobs[0]?.timezone,
        }}
        rows={rows}
        remarks={remarks}
        editor={editor}
        activeLine={activeLine}
        onActiveLine={setActiveLine}
      />
    ),
    jobs: jobs(),
  };

  return (
    <>
      <Header
        title={t('import.title')}
        type={t('overview.title')}
        typeLink={root()}
      >
        <HeaderLabel label={t('import.lines')} value={numberText(lineCount)} />
        <HeaderLabel
          label={t('import.environment')}
          value={t('import.variables', {
            count: value?.environment.length ?? 0,
          })}
        />
        {zoneOfJobs && (
          <HeaderLabel
            label={t('import.zone')}
            value={
              zoneLine === undefined
                ? zoneOfJobs
                : t('import.zoneOfLine', { line: String(zoneLine) })
            }
          />
        )}
      </Header>
      <Content>
        {value && <FileVerdict verdict={value.fileVerdict} />}
        {isNarrow && (
          <Tabs
            value={tab}
            onChange={(_, chosen) => setTab(chosen)}
            aria-label={t('import.tabs.label')}
            indicatorColor="primary"
          >
            <Tab
              value="text"
              id="import-tab-text"
              aria-controls="import-panel-text"
              label={t('import.tabs.text')}
            />
            <Tab
              value="jobs"
              id="import-tab-jobs"
              aria-controls="import-panel-jobs"
              label={t('import.tabs.jobs', { jobs: numberText(picked.size) })}
            />
          </Tabs>
        )}
        <div className={`${styles.panels} ${isNarrow ? styles.narrow : ''}`}>
          {(['text', 'jobs'] as const).map(name => (
            <div
              key={name}
              id={`import-panel-${name}`}
              // Both stay mounted, so that no caret and no tick is lost.
              style={{ display: isNarrow && tab !== name ? 'none' : undefined }}
              {...(isNarrow && {
                role: 'tabpanel',
                'aria-labelledby': `import-tab-${name}`,
              })}
            >
              {panels[name]}
            </div>
          ))}
        </div>
        {isConfirming && server && path && value && (
          <ConfirmCreate
            capture={{
              server,
              path,
              text: value.request.text,
              ...(cron && { cron: { flavour: cron } }),
              ...(zone && { timezone: zone }),
            }}
            lines={pickedRows.map(({ line }) => line)}
            known={known}
            isWhole={rows.every(({ line }) => picked.has(line))}
            isIgnored={!value.fileVerdict.accepted}
            maskedNames={draft.maskedNames}
            isCreating={work.isRunning}
            problem={problem}
            onClose={() => {
              setConfirming(false);
              setProblem(undefined);
            }}
            onCreate={capture => {
              setProblem(undefined);
              sent.current = draft.text;
              work.start(() => api.createCapture(capture));
            }}
          />
        )}
      </Content>
    </>
  );
};

/** What is in this crontab, what breaks on the way, what will be created? */
export const ImportPage = inPage(Import);
