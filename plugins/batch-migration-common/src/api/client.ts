import { ResponseError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { GuardrailRecord } from '../canary/model';
import type { CutoverView } from '../cutover/model';
import type { ServerOrder } from '../workload/serverOrder';
import type {
  ExemptionQuery,
  ExemptionRequest,
  ExemptionsResponse,
  ExemptionView,
} from '../exemptions';
import type { HistoryHead } from '../history';
import type {
  SavedView,
  SavedViewRequest,
  SavedViewsResponse,
  VersionedView,
} from '../views';
import type {
  VersionedWave,
  WaveFields,
  WaveRequest,
  WavesResponse,
  WaveView,
} from '../waves';
import type { Plan } from '../workload/model';
import type {
  ApprovalDetail,
  ApprovalsQuery,
  ApprovalsResponse,
  OpenedSession,
  SessionRequest,
  WorkloadApprovals,
} from './approvals';
import type { Attestation, AttestationRequest } from './attestations';
import type { CanaryView, GuardrailStatementRequest } from './canary';
import type {
  DismissalRequest,
  TargetCandidate,
  TargetCandidatesQuery,
  TargetCandidatesResponse,
} from './candidates';
import type { CaptureRequest, CaptureResponse } from './captures';
import type {
  CaptureToken,
  CaptureTokenRequest,
  IssuedCaptureToken,
} from './captureTokens';
import type {
  CrontabPreviewRequest,
  CrontabPreviewResponse,
  InventoryResponse,
  ListResponse,
  RefreshResponse,
  RunsResponse,
  ServerDetail,
  ServerView,
  Summary,
  TargetLinksRequest,
  TargetLinksResponse,
  WorkloadDetail,
  WorkloadHistory,
  WorkloadFilters,
  WorkloadQuery,
  WorkloadView,
} from './contract';
import type { ServerCostResponse } from './cost';
import type {
  GoldenPathPreviewRequest,
  GoldenPathPreviewResponse,
} from './goldenPath';
import type { DensityQuery, DensityResponse } from './density';
import type {
  HandoverPreviewRequest,
  HandoverPreviewResponse,
} from './handover';
import type {
  BulkPlanRequest,
  BulkPlanResponse,
  PlanImportRequest,
  PlanImportResponse,
  RequirementsResponse,
} from './plans';
import type {
  ForecastQuery,
  ForecastResponse,
  ProgressQuery,
  ProgressResponse,
} from './progress';
import type { Changes } from './changes';
import type { SourceView } from './sources';
import type { StepRequest } from './steps';

/** A plan with the `ETag` under which it may be changed. */
export interface VersionedPlan {
  plan: Plan;
  etag: string;
}

/**
 * The REST API, typed. In the browser it is made with Backstage's `discovery`
 * and `fetch` services; in a backend each call takes a plugin token.
 */
export class BatchMigrationClient {
  constructor(
    private readonly options: {
      discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
      fetchApi?: { fetch: typeof fetch };
    },
  ) {}

  summary(filters: WorkloadFilters = {}, options?: RequestOptions) {
    return this.json<Summary>(`/summary${queryString(filters)}`, options);
  }

  /** Cheap enough to ask again and again. */
  changes(options?: RequestOptions) {
    return this.json<Changes>('/changes', options);
  }

  workloads(query: WorkloadQuery = {}, options?: RequestOptions) {
    return this.json<ListResponse<WorkloadView>>(
      `/workloads${queryString({ ...query })}`,
      options,
    );
  }

  /**
   * The workloads that match and may be read, as CSV, with the name that the
   * file should have. The body comes while it is written.
   */
  async exportCsv(
    query: WorkloadFilters & Pick<WorkloadQuery, 'orderBy'> & { bom?: boolean },
    options?: RequestOptions,
  ): Promise<{ fileName: string; response: Response }> {
    const path = `/export.csv${queryString({ ...query })}`;
    const response = await this.request(path, options);
    return { fileName: fileNameOf(response) ?? 'workloads.csv', response };
  }

  workload(id: string, options?: RequestOptions) {
    return this.json<WorkloadDetail>(
      `/workloads/${encodeURIComponent(id)}`,
      options,
    );
  }

  async plan(id: string, options?: RequestOptions): Promise<VersionedPlan> {
    const response = await this.request(planPath(id), options);
    return versioned(response);
  }

  /** @throws a `ResponseError` with status 412 when the plan changed meanwhile */
  async updatePlan(
    id: string,
    plan: Plan,
    etag: string,
    options?: RequestOptions,
  ): Promise<VersionedPlan> {
    const response = await this.request(planPath(id), options, {
      method: 'PUT',
      body: JSON.stringify(plan),
      headers: { 'If-Match': etag },
    });
    return versioned(response);
  }

  /** What plans may ask for; of one type of role what is proposed for it. */
  requirements(query: { roleType?: string } = {}, options?: RequestOptions) {
    return this.json<RequirementsResponse>(
      `/requirements${queryString(query)}`,
      options,
    );
  }

  /**
   * One change of many plans: all or nothing.
   *
   * @throws a `ResponseError` with status 409 when some changed meanwhile; its
   * `body.error.conflicts` are `PlanConflict`s
   */
  updatePlans(request: BulkPlanRequest, options?: RequestOptions) {
    return this.json<BulkPlanResponse>('/plans/bulk', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** Plans as YAML, of what matches and one may read. */
  async exportPlans(
    filters: WorkloadFilters = {},
    options?: RequestOptions,
  ): Promise<string> {
    const path = `/plans/export${queryString(filters)}`;
    return (await this.request(path, options)).text();
  }

  /** JSON Schema of files of plans. */
  planSchema(options?: RequestOptions) {
    return this.json<JsonObject>('/plans/schema', options);
  }

  /**
   * Makes plans what a file says: all or nothing.
   *
   * @throws a `ResponseError`: with status 400 its `body.error.issues` name line
   * and column of what is wrong, with 409 its `body.error.conflicts` are
   * `PlanConflict`s
   */
  importPlans(request: PlanImportRequest, options?: RequestOptions) {
    return this.json<PlanImportResponse>('/plans/import', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /**
   * Agrees to the intended schedule of a plan that somebody else set.
   *
   * @throws a `ResponseError` with status 412 when the plan changed meanwhile
   */
  async approveSchedule(
    id: string,
    etag: string,
    options?: RequestOptions,
  ): Promise<VersionedPlan> {
    const response = await this.request(
      `${planPath(id)}/approve-schedule`,
      options,
      { method: 'POST', headers: { 'If-Match': etag } },
    );
    return versioned(response);
  }

  /** Waves with what is left of them, the nearest deadline first. */
  waves(
    query: { limit?: number; cursor?: string } = {},
    options?: RequestOptions,
  ) {
    return this.json<WavesResponse>(`/waves${queryString(query)}`, options);
  }

  async wave(name: string, options?: RequestOptions): Promise<VersionedWave> {
    const response = await this.request(wavePath(name), options);
    return { wave: await response.json(), etag: etagOf(response) };
  }

  /** Describes a wave; its name is new or one that plans use. */
  createWave(wave: WaveRequest, options?: RequestOptions) {
    return this.json<WaveView>('/waves', options, {
      method: 'POST',
      body: JSON.stringify(wave),
    });
  }

  /** @throws a `ResponseError` with status 412 when the wave changed meanwhile */
  updateWave(
    name: string,
    fields: WaveFields,
    etag: string,
    options?: RequestOptions,
  ) {
    return this.json<WaveView>(wavePath(name), options, {
      method: 'PUT',
      body: JSON.stringify(fields),
      headers: { 'If-Match': etag },
    });
  }

  /** @throws a `ResponseError` with status 409 while plans name it */
  deleteWave(name: string, options?: RequestOptions) {
    return this.json<WaveView>(wavePath(name), options, { method: 'DELETE' });
  }

  /** Newest first, withdrawn ones included. */
  exemptions(query: ExemptionQuery = {}, options?: RequestOptions) {
    return this.json<ExemptionsResponse>(
      `/exemptions${queryString({ ...query })}`,
      options,
    );
  }

  /** Asks for each workload or for none; another person has to approve. */
  askExemptions(request: ExemptionRequest, options?: RequestOptions) {
    return this.json<{ items: ExemptionView[] }>('/exemptions', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  approveExemption(id: number, options?: RequestOptions) {
    return this.json<ExemptionView>(`/exemptions/${id}/approve`, options, {
      method: 'POST',
    });
  }

  /** It stays in the list. */
  withdrawExemption(id: number, options?: RequestOptions) {
    return this.json<ExemptionView>(`/exemptions/${id}`, options, {
      method: 'DELETE',
    });
  }

  /** One's own views first, then those that others share. */
  views(
    query: { limit?: number; cursor?: string } = {},
    options?: RequestOptions,
  ) {
    return this.json<SavedViewsResponse>(
      `/views${queryString(query)}`,
      options,
    );
  }

  async view(id: string, options?: RequestOptions): Promise<VersionedView> {
    const response = await this.request(viewPath(id), options);
    return { view: await response.json(), etag: etagOf(response) };
  }

  createView(request: SavedViewRequest, options?: RequestOptions) {
    return this.json<SavedView>('/views', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** @throws a `ResponseError` with status 412 when the view changed meanwhile */
  updateView(
    id: string,
    request: SavedViewRequest,
    etag: string,
    options?: RequestOptions,
  ) {
    return this.json<SavedView>(viewPath(id), options, {
      method: 'PUT',
      body: JSON.stringify(request),
      headers: { 'If-Match': etag },
    });
  }

  deleteView(id: string, options?: RequestOptions) {
    return this.json<SavedView>(viewPath(id), options, { method: 'DELETE' });
  }

  /** Newest first. */
  history(id: string, options?: RequestOptions) {
    return this.json<WorkloadHistory>(
      `/workloads/${encodeURIComponent(id)}/history`,
      options,
    );
  }

  /** Due ticks and runs of the last `days` (1 to 90, 14 by default), the newest where `cutAt` says so. */
  runs(id: string, days = 14, options?: RequestOptions) {
    return this.json<RunsResponse>(
      `/workloads/${encodeURIComponent(id)}/runs${queryString({ days })}`,
      options,
    );
  }

  /** By ref where no other order is asked for. */
  servers(
    query: { limit?: number; cursor?: string; orderBy?: ServerOrder } = {},
    options?: RequestOptions,
  ) {
    return this.json<ListResponse<ServerView>>(
      `/servers${queryString(query)}`,
      options,
    );
  }

  server(namespace: string, name: string, options?: RequestOptions) {
    return this.json<ServerDetail>(
      `/servers/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
      options,
    );
  }

  /** What a server costs a month, and what its workloads would cost where they go. */
  serverCost(namespace: string, name: string, options?: RequestOptions) {
    return this.json<ServerCostResponse>(
      `/servers/${encodeURIComponent(namespace)}/${encodeURIComponent(
        name,
      )}/cost`,
      options,
    );
  }

  /** Sources and probes, and what of them failed. */
  sources(
    query: { limit?: number; cursor?: string } = {},
    options?: RequestOptions,
  ) {
    return this.json<ListResponse<SourceView>>(
      `/sources${queryString(query)}`,
      options,
    );
  }

  /** Commits to every event of the history up to now. */
  historyHead(options?: RequestOptions) {
    return this.json<HistoryHead>('/history/head', options);
  }

  /** The OpenAPI document of this API, as YAML. */
  async openApi(options?: RequestOptions): Promise<string> {
    return (await this.request('/openapi', options)).text();
  }

  /** Every server and role. Only plugins may ask. */
  inventory(options?: RequestOptions) {
    return this.json<InventoryResponse>('/inventory', options);
  }

  previewCrontab(request: CrontabPreviewRequest, options?: RequestOptions) {
    return this.json<CrontabPreviewResponse>('/crontab/preview', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** Proposed instants, windows and steps; stores nothing and switches nothing. */
  previewHandover(request: HandoverPreviewRequest, options?: RequestOptions) {
    return this.json<HandoverPreviewResponse>('/handover/preview', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** What a golden path would make of a form, and what that costs; stores nothing. */
  previewGoldenPath(
    request: GoldenPathPreviewRequest,
    options?: RequestOptions,
  ) {
    return this.json<GoldenPathPreviewResponse>(
      '/golden-paths/preview',
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  /** When the jobs of servers and roles start, with quiet windows and contention. */
  density(query: DensityQuery = {}, options?: RequestOptions) {
    return this.json<DensityResponse>(
      `/schedule/density${queryString({ ...query })}`,
      options,
    );
  }

  /** What was counted each day, of all, of one server or of one wave. */
  progress(query: ProgressQuery = {}, options?: RequestOptions) {
    return this.json<ProgressResponse>(
      `/progress${queryString({ ...query })}`,
      options,
    );
  }

  /** Between which days it ends, or why it is too early to say. */
  forecast(query: ForecastQuery = {}, options?: RequestOptions) {
    return this.json<ForecastResponse>(
      `/forecast${queryString({ ...query })}`,
      options,
    );
  }

  /** Stores a captured inventory of one server, once a person has confirmed it. */
  createCapture(request: CaptureRequest, options?: RequestOptions) {
    return this.json<CaptureResponse>('/captures', options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** Tokens with which a server hands in its own captures, newest first. */
  captureTokens(namespace: string, name: string, options?: RequestOptions) {
    return this.json<{ items: CaptureToken[] }>(
      captureTokensPath(namespace, name),
      options,
    );
  }

  /** The only answer that holds the secret. */
  issueCaptureToken(
    namespace: string,
    name: string,
    request: CaptureTokenRequest,
    options?: RequestOptions,
  ) {
    return this.json<IssuedCaptureToken>(
      captureTokensPath(namespace, name),
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  /** Revokes it for good. */
  revokeCaptureToken(
    namespace: string,
    name: string,
    id: string,
    options?: RequestOptions,
  ) {
    return this.json<CaptureToken>(
      `${captureTokensPath(namespace, name)}/${encodeURIComponent(id)}`,
      options,
      { method: 'DELETE' },
    );
  }

  /** Completes, confirms or takes back one cutover step, and answers all of them. */
  changeStep(
    id: string,
    stepId: string,
    request: StepRequest,
    options?: RequestOptions,
  ) {
    return this.json<CutoverView>(
      `/workloads/${encodeURIComponent(id)}/steps/${encodeURIComponent(
        stepId,
      )}`,
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  /** Who asked for patches and sessions, and who approved. */
  approvals(query: ApprovalsQuery = {}, options?: RequestOptions) {
    return this.json<ApprovalsResponse>(
      `/approvals${queryString({ ...query })}`,
      options,
    );
  }

  /** The requests that match, as CSV, with the name that the file is to have. */
  async exportApprovals(
    query: Omit<ApprovalsQuery, 'limit' | 'cursor'> & {
      bom?: boolean;
    },
    options?: RequestOptions,
  ): Promise<{ fileName: string; response: Response }> {
    const path = `/approvals.csv${queryString({ ...query })}`;
    const response = await this.request(path, options);
    return { fileName: fileNameOf(response) ?? 'approvals.csv', response };
  }

  /** One request with everything that happened to it. */
  approval(placeId: string, id: string, options?: RequestOptions) {
    return this.json<ApprovalDetail>(approvalPath(placeId, id), options);
  }

  /** The log of its run, with the name that the file is to have. */
  async approvalLog(
    placeId: string,
    id: string,
    options?: RequestOptions,
  ): Promise<{ fileName: string; response: Response }> {
    const path = `${approvalPath(placeId, id)}/log`;
    const response = await this.request(path, options);
    return { fileName: fileNameOf(response) ?? `${id}.log`, response };
  }

  /** What decides on the targets of a workload, and the newest reconciliation. */
  workloadApprovals(id: string, options?: RequestOptions) {
    return this.json<WorkloadApprovals>(
      `/workloads/${encodeURIComponent(id)}/approvals`,
      options,
    );
  }

  /** Asks a bastion for a session, in the name of who is signed in. */
  askSession(
    id: string,
    placeId: string,
    request: SessionRequest,
    options?: RequestOptions,
  ) {
    return this.json<OpenedSession>(
      `/workloads/${encodeURIComponent(id)}/sessions/${encodeURIComponent(
        placeId,
      )}`,
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  canary(id: string, options?: RequestOptions) {
    return this.json<CanaryView>(
      `/workloads/${encodeURIComponent(id)}/canary`,
      options,
    );
  }

  /** What a person saw of a guardrail during the bake that runs. */
  stateGuardrail(
    id: string,
    guardrailId: string,
    request: GuardrailStatementRequest,
    options?: RequestOptions,
  ) {
    return this.json<GuardrailRecord>(
      `/workloads/${encodeURIComponent(id)}/guardrails/${encodeURIComponent(
        guardrailId,
      )}`,
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  attest(id: string, request: AttestationRequest, options?: RequestOptions) {
    return this.json<Attestation>(attestationsPath(id), options, {
      method: 'POST',
      body: JSON.stringify(request),
    });
  }

  /** Newest first, those that have ended included. */
  attestations(id: string, options?: RequestOptions) {
    return this.json<ListResponse<Attestation>>(attestationsPath(id), options);
  }

  linkTargets(request: TargetLinksRequest, options?: RequestOptions) {
    return this.json<TargetLinksResponse>('/target-links', options, {
      method: 'PUT',
      body: JSON.stringify(request),
    });
  }

  /** What was found on the platforms, and what it may replace. */
  targetCandidates(
    query: TargetCandidatesQuery = {},
    options?: RequestOptions,
  ) {
    return this.json<TargetCandidatesResponse>(
      `/target-candidates${queryString({ ...query })}`,
      options,
    );
  }

  /** Says that it replaces nothing in scope. */
  dismissTarget(
    id: number,
    request: DismissalRequest,
    options?: RequestOptions,
  ) {
    return this.json<TargetCandidate>(
      `/target-candidates/${id}/dismissal`,
      options,
      { method: 'POST', body: JSON.stringify(request) },
    );
  }

  takeBackDismissal(id: number, options?: RequestOptions) {
    return this.json<TargetCandidate>(
      `/target-candidates/${id}/dismissal`,
      options,
      { method: 'DELETE' },
    );
  }

  /** Takes back a link that a person made; those of repositories stay. */
  unlinkTarget(id: number, workloadId: string, options?: RequestOptions) {
    return this.json<TargetCandidate>(
      `/target-candidates/${id}/links/${encodeURIComponent(workloadId)}`,
      options,
      { method: 'DELETE' },
    );
  }

  refresh(options?: RequestOptions) {
    return this.json<RefreshResponse>('/refresh', options, { method: 'POST' });
  }

  private async json<T>(
    path: string,
    options?: RequestOptions,
    init?: RequestInit,
  ): Promise<T> {
    return (await this.request(path, options, init)).json();
  }

  private async request(
    path: string,
    options: RequestOptions = {},
    init: RequestInit = {},
  ): Promise<Response> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl(
      'batch-migration',
    );
    const send = this.options.fetchApi?.fetch ?? fetch;
    const response = await send(`${baseUrl}${path}`, {
      ...init,
      signal: options.signal,
      headers: {
        ...(init.body ? { 'Content-Type': 'application/json' } : {}),
        ...(options.token ? { Authorization: `Bearer ${options.token}` } : {}),
        ...init.headers,
      },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

export interface RequestOptions {
  token?: string;
  signal?: AbortSignal;
}

function planPath(id: string): string {
  return `/workloads/${encodeURIComponent(id)}/plan`;
}

function wavePath(name: string): string {
  return `/waves/${encodeURIComponent(name)}`;
}

function viewPath(id: string): string {
  return `/views/${encodeURIComponent(id)}`;
}

function etagOf(response: Response): string {
  return response.headers.get('ETag') ?? '';
}

function captureTokensPath(namespace: string, name: string): string {
  return `/servers/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}/capture-tokens`;
}

function approvalPath(placeId: string, id: string): string {
  return `/approvals/${encodeURIComponent(placeId)}/${encodeURIComponent(id)}`;
}

/** As the backend names a file. */
function fileNameOf(response: Response): string | undefined {
  const disposition = response.headers.get('Content-Disposition') ?? '';
  return /filename="([\w.-]+)"/.exec(disposition)?.[1];
}

function attestationsPath(id: string): string {
  return `/workloads/${encodeURIComponent(id)}/attestations`;
}

async function versioned(response: Response): Promise<VersionedPlan> {
  return {
    plan: await response.json(),
    etag: etagOf(response),
  };
}

function queryString(
  query: Record<string, string | number | boolean | string[] | undefined>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) parameters.append(name, String(item));
    }
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
