import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { OverviewPage } from './components/overview/OverviewPage';
import { ConnectionNotice } from './components/live/ConnectionNotice';
import { EstateProvider } from './hooks/useEstate';
import {
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

/** The pages under `/batch-migration`, the same in both frontend systems. */
export const Router = () => (
  <EstateProvider>
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/" element={<OverviewPage />} />
        <Route path={workloadRouteRef.path} element={<WorkloadRoute />} />
        <Route path={dangerRouteRef.path} element={<DangerRoute />} />
        <Route path={handoverRouteRef.path} element={<HandoverPage />} />
        <Route path={importRouteRef.path} element={<ImportPage />} />
        <Route path={targetsRouteRef.path} element={<TargetsPage />} />
        <Route path={sourcesRouteRef.path} element={<SourcesPage />} />
        <Route path={goldenPathsRouteRef.path} element={<GoldenPathsPage />} />
        <Route path={wavesRouteRef.path} element={<WavesPage />} />
      </Routes>
    </Suspense>
    <ConnectionNotice />
  </EstateProvider>
);
