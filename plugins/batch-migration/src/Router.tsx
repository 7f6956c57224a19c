import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { OverviewPage } from './components/overview/OverviewPage';
import { ConnectionNotice } from './components/live/ConnectionNotice';
import { EstateProvider } from './hooks/useEstate';
import {
  approvalsRouteRef,
  dangerRouteRef,
  goldenPathsRouteRef,
  handoverRouteRef,
  importRouteRef,
  sourcesRouteRef,
  targetsRouteRef,
  wavesRouteRef,
  workloadRouteRef,
} from './routes';

// The overview comes first; who opens it waits for no other page.
const ApprovalsPage = lazy(() =>
  import('./components/approvals/ApprovalsPage').then(m => ({
    default: m.ApprovalsPage,
  })),
);
const TargetsPage = lazy(() =>
  import('./components/candidates/TargetsPage').then(m => ({
    default: m.TargetsPage,
  })),
);
const DangerPage = lazy(() =>
  import('./components/danger/DangerPage').then(m => ({
    default: m.DangerPage,
  })),
);
const HandoverPage = lazy(() =>
  import('./components/handover/HandoverPage').then(m => ({
    default: m.HandoverPage,
  })),
);
const ImportPage = lazy(() =>
  import('./components/import/ImportPage').then(m => ({
    default: m.ImportPage,
  })),
);
const SourcesPage = lazy(() =>
  import('./components/sources/SourcesPage').then(m => ({
    default: m.SourcesPage,
  })),
);
const GoldenPathsPage = lazy(() =>
  import('./components/upgrades/GoldenPathsPage').then(m => ({
    default: m.GoldenPathsPage,
  })),
);
const WavesPage = lazy(() =>
  import('./components/waves/WavesPage').then(m => ({
    default: m.WavesPage,
  })),
);
const WorkloadPage = lazy(() =>
  import('./components/workload/WorkloadPage').then(m => ({
    default: m.WorkloadPage,
  })),
);

const WorkloadRoute = () => {
  const { id = '' } = useParams();
  return <WorkloadPage key={id} id={id} />;
};

const DangerRoute = () => {
  const { type = '' } = useParams();
  return <DangerPage type={type} />;
};

/**
 * A page that is loaded when it is opened, in a boundary of its own: one around
 * all pages would keep the page before in the document while the next one
 * loads, hidden and without its refs, and the key that opened it is still down.
 */
const later = (path: string, page: JSX.Element) => (
  <Route
    path={path}
    element={
      <Suspense key={path} fallback={<Progress />}>
        {page}
      </Suspense>
    }
  />
);

/** The pages under `/batch-migration`, the same in both frontend systems. */
export const Router = () => (
  <EstateProvider>
    <Routes>
      <Route path="/" element={<OverviewPage />} />
      {later(workloadRouteRef.path, <WorkloadRoute />)}
      {later(dangerRouteRef.path, <DangerRoute />)}
      {later(handoverRouteRef.path, <HandoverPage />)}
      {later(importRouteRef.path, <ImportPage />)}
      {later(targetsRouteRef.path, <TargetsPage />)}
      {later(sourcesRouteRef.path, <SourcesPage />)}
      {later(goldenPathsRouteRef.path, <GoldenPathsPage />)}
      {later(wavesRouteRef.path, <WavesPage />)}
      {later(approvalsRouteRef.path, <ApprovalsPage />)}
    </Routes>
    <ConnectionNotice />
  </EstateProvider>
);
