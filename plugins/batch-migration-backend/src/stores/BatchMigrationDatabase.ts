import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { FoundTargetStore } from '../candidates/FoundTargetStore';
import { ProposalStore } from '../candidates/ProposalStore';
import { OwnerHintStore } from '../owners/OwnerHintStore';
import { ProgressStore } from '../progress/ProgressStore';
import { AssessmentStore } from './AssessmentStore';
import { AttestationStore } from './AttestationStore';
import { CaptureStore } from './CaptureStore';
import { CaptureTokenStore } from './CaptureTokenStore';
import { ExemptionStore } from './ExemptionStore';
import { GuardrailStore } from './GuardrailStore';
import { HistoryStore } from './HistoryStore';
import { IntentStore } from './IntentStore';
import { InventoryFolderStore } from './InventoryFolderStore';
import { InventoryStore } from './InventoryStore';
import { LeaseStore } from './LeaseStore';
import { ListingStore } from './ListingStore';
import { MemberStore } from './MemberStore';
import { ObservationStore } from './ObservationStore';
import { PlanStore } from './PlanStore';
import { RememberedCounts } from './RememberedCounts';
import { RetentionStore } from './RetentionStore';
import { RunRangeStore } from './RunRangeStore';
import { RunReadStore } from './RunReadStore';
import { RunStore } from './RunStore';
import { SavedViewStore } from './SavedViewStore';
import { ServerStore } from './ServerStore';
import { SettingsStore } from './SettingsStore';
import { StepStore } from './StepStore';
import { TargetLinkStore } from './TargetLinkStore';
import { WaveStore } from './WaveStore';
import { WorkloadStore } from './WorkloadStore';

/** The plugin's database: migrated once, with a store for each subject. */
export class BatchMigrationDatabase {
  readonly settings: SettingsStore;
  readonly servers: ServerStore;
  readonly workloads: WorkloadStore;
  readonly intents: IntentStore;
  readonly observations: ObservationStore;
  readonly runs: RunStore;
  readonly runRanges: RunRangeStore;
  readonly runReads: RunReadStore;
  readonly plans: PlanStore;
  readonly waves: WaveStore;
  readonly exemptions: ExemptionStore;
  readonly savedViews: SavedViewStore;
  readonly steps: StepStore;
  readonly guardrails: GuardrailStore;
  readonly attestations: AttestationStore;
  readonly captures: CaptureStore;
  readonly captureTokens: CaptureTokenStore;
  readonly targetLinks: TargetLinkStore;
  readonly foundTargets: FoundTargetStore;
  readonly proposals: ProposalStore;
  readonly ownerHints: OwnerHintStore;
  readonly progress: ProgressStore;
  readonly history: HistoryStore;
  readonly remembered: RememberedCounts;
  readonly inventory: InventoryStore;
  readonly inventoryFolders: InventoryFolderStore;
  readonly assessments: AssessmentStore;
  readonly leases: LeaseStore;
  readonly listings: ListingStore;
  readonly members: MemberStore;
  readonly retention: RetentionStore;

  static async create(options: {
    database: DatabaseService;
  }): Promise<BatchMigrationDatabase> {
    const { database } = options;
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({ directory: migrationsDirectory() });
    }
    return new BatchMigrationDatabase(client);
  }

  private constructor(private readonly client: Knex) {
    this.settings = new SettingsStore(client);
    this.servers = new ServerStore(client);
    this.workloads = new WorkloadStore(client);
    this.intents = new IntentStore(client);
    this.observations = new ObservationStore(client);
    this.runs = new RunStore(client);
    this.runRanges = new RunRangeStore(client);
    this.runReads = new RunReadStore(client);
    this.steps = new StepStore(client);
    this.guardrails = new GuardrailStore(client);
    this.plans = new PlanStore(client, this.steps);
    this.waves = new WaveStore(client);
    this.exemptions = new ExemptionStore(client);
    this.savedViews = new SavedViewStore(client);
    this.attestations = new AttestationStore(client);
    this.captures = new CaptureStore(client);
    this.captureTokens = new CaptureTokenStore(client);
    this.targetLinks = new TargetLinkStore(client);
    this.foundTargets = new FoundTargetStore(client);
    this.proposals = new ProposalStore(client);
    this.ownerHints = new OwnerHintStore(client);
    this.progress = new ProgressStore(client);
    this.history = new HistoryStore(client);
    this.remembered = new RememberedCounts(client);
    this.inventory = new InventoryStore(client, this.remembered);
    this.inventoryFolders = new InventoryFolderStore(client);
    this.assessments = new AssessmentStore(client, this.remembered);
    this.leases = new LeaseStore(client);
    this.listings = new ListingStore(client);
    this.members = new MemberStore(client);
    this.retention = new RetentionStore(client);
  }

  /**
   * All or nothing. Inside, every call takes `tx`: SQLite has one connection,
   * and a call without it would wait for the transaction to end. Events that
   * it appends to the history are stored at its end.
   */
  transaction<T>(change: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.client.transaction(tx => this.history.telling(tx, change));
  }
}

export function migrationsDirectory(): string {
  return resolvePackagePath(
    'backstage-plugin-batch-migration-backend',
    'migrations',
  );
}
