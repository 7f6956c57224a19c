import { maskSecrets } from '../workload';
import type {
  InventoryIssue,
  InventoryItem,
  InventoryPlace,
  InventoryRun,
  RunRange,
} from '../workload/inventory';
import {
  reasonNotRead,
  wasReadCompletely,
  type CaptureRecord,
} from './captureJson';
import type { FileItems, InventoryFiles } from './files';
import { readLogs } from './logFiles';
import type { ListedProcess } from './processList';
import { serverPlace, type ServerDescription } from './serverYaml';

/** What cron a host has, as far as anybody told. */
export interface HostCron {
  flavour: 'debian' | 'cronie';
  version: string | null;
  /** `null` where nobody told. */
  running: boolean | null;
}

/** Collects what one capture holds. */
export class CaptureReading {
  readonly items: InventoryItem[] = [];
  readonly places: InventoryPlace[] = [];
  readonly issues: InventoryIssue[] = [];
  readonly runs: InventoryRun[] = [];
  readonly runRanges: RunRange[] = [];
  /** Of workers that were found among the processes of the host. */
  readonly processesOf = new Map<InventoryItem, readonly ListedProcess[]>();
  /** `<namespace>/<server>`, as it stands in refs. */
  readonly host: string;
  /** Part of each run's id. Hosts that start from one image may share a name. */
  readonly name: string;
  private logsRead: ReturnType<typeof readLogs> | null = null;

  constructor(
    readonly description: ServerDescription,
    readonly record: CaptureRecord,
    readonly files: InventoryFiles,
    readonly cron: HostCron,
    /** Of the host's clock. */
    readonly timezone: string,
  ) {
    this.host = serverPlace(description.server.ref);
    this.name = record.member ?? record.host;
  }

  /** The host's logs, read once. */
  get logs(): ReturnType<typeof readLogs> {
    this.logsRead ??= readLogs(this.files, {
      capturedAt: Date.parse(this.record.capturedAt),
      timezone: this.timezone,
      isComplete: path => this.isComplete(path),
    });
    return this.logsRead;
  }

  /** Whether the collector read a path to its end. */
  isComplete(path: string): boolean {
    return wasReadCompletely(this.record, path);
  }

  /**
   * Notes a place, with whether the collector read it to the end.
   * @param paths - all have to be read for that
   */
  place(ref: string, ...paths: string[]): InventoryPlace {
    const unread = paths.find(path => !this.isComplete(path));
    const place: InventoryPlace = {
      ref,
      complete: unread === undefined,
      reason: unread === undefined ? null : reasonNotRead(this.record, unread),
    };
    this.places.push(place);
    return place;
  }

  /** Notes that more may stand in a place than was read; the first reason is kept. */
  leaveOpen(place: InventoryPlace, reason: string): void {
    if (!place.complete) return;
    place.complete = false;
    place.reason = maskSecrets(reason).text;
  }

  /** The text of a file; one that cannot be read makes its place incomplete. */
  textOf(path: string, place: InventoryPlace): string | null {
    const file = this.files.get(path);
    if (file?.readable) return file.text;
    place.complete = false;
    place.reason = file?.reason ?? `${path} is not in the capture`;
    this.issue(path, null, 'error', 'unreadable-file', place.reason);
    return null;
  }

  /** The text of a file that nothing rests on but what it adds; `null` where there is none. */
  optionalTextOf(path: string): string | null {
    const file = this.files.get(path);
    if (!file) return null;
    if (file.readable) return file.text;
    this.issue(path, null, 'warning', 'unreadable-file', file.reason);
    return null;
  }

  /** Takes the jobs of a file; one with a line that nobody can read is not known completely. */
  add(place: InventoryPlace, found: FileItems): void {
    this.items.push(...found.items);
    this.issues.push(...found.issues);
    if (found.unread !== null) this.leaveOpen(place, found.unread);
  }

  issue(
    path: string,
    line: number | null,
    severity: InventoryIssue['severity'],
    code: string,
    message: string,
    column: number | null = null,
  ): void {
    this.issues.push({
      serverRef: this.description.server.ref,
      ...{ path, line, column, severity, code },
      message: maskSecrets(message).text,
    });
  }
}
