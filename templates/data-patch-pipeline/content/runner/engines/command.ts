import { type Mode, type Patch, RUBY_ENGINES } from '../patch/patch';
import type { Values } from '../patch/parameters';

export interface Program {
  argv: string[];
  /** Beside what the application's environment holds. */
  env: Record<string, string>;
}

/** The file that a mode runs. */
export function fileOf(patch: Patch, mode: Mode): string | undefined {
  if (mode === 'rollback') return patch.files.rollback;
  return mode === 'verify' ? patch.files.verify : patch.files.patch;
}

/**
 * What approvers approve: the mode, then what it starts. Values are not in it,
 * they are approved beside it.
 */
export function commandOf(patch: Patch, mode: Mode): string[] {
  const file = fileOf(patch, mode);
  const path = file && `${patch.path}/${file}`;
  if (patch.engine === 'command' && mode !== 'rollback' && mode !== 'verify') return [mode, ...(patch.command ?? [])];
  if (patch.engine === 'rake' && mode !== 'rollback' && mode !== 'verify') return [mode, 'rake', patch.task ?? ''];
  return [mode, patch.engine, ...(path ? [path] : [])];
}

export interface ProgramFacts {
  patch: Patch;
  mode: Mode;
  values: Values;
  /** Folder of the runner's bundle. */
  runner: string;
  /** `plan.json` and `report.json` of this attempt, for the preludes. */
  plan: string;
  report: string;
}

/** The program of an engine that is not SQL. No shell is between it and us, so nothing in a value is code. */
export function programOf({ patch, mode, values, runner, plan, report }: ProgramFacts): Program {
  const env = { PATCH_PARAMETERS: JSON.stringify(values), PATCH_MODE: mode, PATCH_PLAN: plan, PATCH_REPORT: report };
  const file = fileOf(patch, mode);
  const path = file ? `./${patch.path}/${file}` : undefined;
  if (RUBY_ENGINES.includes(patch.engine)) {
    const prelude = `${runner}/ruby/patch.rb`;
    // Spring would run the patch in a server of its own, outside of our process group.
    Object.assign(env, { DISABLE_SPRING: '1' });
    return { env, argv: patch.engine === 'rails-runner' ? ['bin/rails', 'runner', prelude] : ['ruby', prelude] };
  }
  if (patch.engine === 'command' && (mode === 'run' || mode === 'dry-run')) return { env, argv: withValues(patch.command ?? [], values) };
  if (!path) throw new Error(`${patch.path} has no file for ${mode}`);
  if (patch.engine === 'node') return { env, argv: mode === 'dry-run' ? ['node', '--require', `${runner}/node/dry-run.cjs`, path] : ['node', path] };
  if (patch.engine === 'go') return { env, argv: ['go', 'run', path] };
  return { env, argv: [path] };
}

/** Each word stays one word, whatever a value holds. */
function withValues(command: string[], values: Values): string[] {
  return command.map((word, index) => {
    const filled = word.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
      if (!Object.hasOwn(values, name)) throw new Error(`command.${index} names {${name}}, which has no value`);
      return values[name];
    });
    // A value must not turn into an option of the program.
    if (filled !== word && !word.startsWith('-') && filled.startsWith('-')) throw new Error(`command.${index} would begin with "-" by its value`);
    return filled;
  });
}
