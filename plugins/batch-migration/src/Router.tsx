import { Route, Routes, useParams } from 'react-router-dom';
import { TargetsPage } from './components/candidates/TargetsPage';
import { DangerPage } from './components/danger/DangerPage';
import { HandoverPage } from './components/handover/HandoverPage';
import { ImportPage } from './components/import/ImportPage';
import { OverviewPage } from './components/overview/OverviewPage';
import { SourcesPage } from './components/sources/SourcesPage';
import { GoldenPathsPage } from './components/upgrades/GoldenPathsPage';
import { WavesPage } from './components/waves/WavesPage';
import { WorkloadPage } from './components/workload/WorkloadPage';
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
    <ConnectionNotice />
  </EstateProvider>
);
