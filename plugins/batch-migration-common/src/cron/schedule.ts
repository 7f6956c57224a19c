/** A `ScheduleSpec` compiled once, whatever its dialect. */
import {
  EventBridgeExpressionError,
  parseEventBridge,
  type EventBridgeExpression,
} from './eventBridge';
import { compileSidekiq, type SidekiqExpression } from './sidekiqExpression';
import { compileSystemd, type SystemdExpression } from './systemdExpression';
import type { ScheduleProblem, ScheduleSpec } from './types';
import { compileVixie, fieldReader, type VixieSchedule } from './vixie';
import { isTimezone } from './zone';

export type CompiledSchedule =
  | { type: 'vixie'; schedule: VixieSchedule }
  | { type: 'eventbridge'; expression: EventBridgeExpression }
  | { type: 'sidekiq'; expression: SidekiqExpression }
  | { type: 'systemd'; expression: SystemdExpression }
  | { type: 'problem'; problem: ScheduleProblem };

function compile({
  dialect,
  expression,
  cronVersion,
}: ScheduleSpec): CompiledSchedule {
  switch (dialect) {
    case 'debian-cron':
    case 'cronie': {
      const reader = fieldReader(
        dialect === 'cronie' ? 'cronie' : 'debian',
        cronVersion,
      );
      const result = compileVixie(expression, reader);
      return result.ok
        ? { type: 'vixie', schedule: result.schedule }
        : { type: 'problem', problem: result };
    }
    case 'eventbridge':
      try {
        return {
          type: 'eventbridge',
          expression: parseEventBridge(expression),
        };
      } catch (error) {
        if (!(error instanceof EventBridgeExpressionError)) throw error;
        return {
          type: 'problem',
          problem: { code: 'bad-expression', message: error.message, index: 0 },
        };
      }
    case 'sidekiq-scheduler': {
      const result = compileSidekiq(expression);
      return result.ok
        ? { type: 'sidekiq', expression: result.expression }
        : { type: 'problem', problem: result };
    }
    case 'systemd': {
      const result = compileSystemd(expression);
      return result.ok
        ? { type: 'systemd', expression: result.expression }
        : { type: 'problem', problem: result };
    }
    default:
      // Specs also come from databases and requests, past the type.
      return {
        type: 'problem',
        problem: {
          code: 'unknown-dialect',
          message: `The dialect \`${String(dialect)}\` is not known.`,
          index: 0,
        },
      };
  }
}

const MAX_REMEMBERED = 5000;
const remembered = new Map<string, CompiledSchedule>();

/** Compiles a spec; the same dialect, version and expression are compiled once. */
export function compileSchedule(spec: ScheduleSpec): CompiledSchedule {
  if (!isTimezone(spec.timezone)) {
    return {
      type: 'problem',
      problem: {
        code: 'unknown-timezone',
        message: `The time zone \`${spec.timezone}\` is not an IANA zone name.`,
        index: 0,
      },
    };
  }
  const key = `${spec.dialect} ${spec.cronVersion ?? ''} ${spec.expression}`;
  let compiled = remembered.get(key);
  if (!compiled) {
    compiled = compile(spec);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, compiled);
  }
  return compiled;
}
