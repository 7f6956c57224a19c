import { normalPath } from '../paths.ts';
import { HOLE, isConstant, plain, SECRET } from './marks.ts';
import type { Redirection } from './parse.ts';
import type { Output, RunProgram, Session } from './session.ts';

export interface Streams {
  stdin: Output | undefined;
  writes: boolean;
  /** What is left of an output once it went into a file. */
  hidden: (output: Output) => Output;
}

/** What a command's redirections do: where it reads from, and whether its output goes elsewhere. */
export function redirect(session: Session, program: RunProgram, redirections: Redirection[], stdin: Output | undefined, reader?: string): Streams {
  const { judge } = session;
  let input = stdin;
  let writes = false;
  let file: string | undefined;
  for (const { descriptor, operator, target } of redirections) {
    if (operator === '<<<') {
      const text = session.quoted(target);
      if (text.includes(SECRET)) judge.report('credential-read', `<<< ${target.raw}`);
      input = { text: `${text}\n` };
    } else if (operator === '<<' || operator === '<<-') {
      input = { text: session.quoted(target) };
    } else {
      const path = session.expand(target)[0] ?? '';
      if ((operator === '>&' || operator === '<&') && /^(?:\d+-?|-)$/.test(path)) continue;
      const reads = operator === '<' || operator === '<&' || operator === '<>';
      program({ session, judge, name: reads ? '<' : operator === '>>' || operator === '&>>' ? '>>' : '>', args: [path], stdin: undefined, next: reader === undefined ? undefined : [reader], raw: `${operator} ${target.raw}`, fromList: false });
      if (reads) input = session.files.get(path) ?? (path === '/dev/null' ? { text: '', from: 'nothing' } : { text: HOLE });
      else if (descriptor !== '2') {
        writes = true;
        file = path;
      }
    }
  }
  return {
    stdin: input,
    writes,
    hidden: output => {
      if (!writes) return output;
      // Redis takes its commands from whoever writes to its port.
      if (file !== undefined && /^\/dev\/tcp\/[^/]+\/6379$/.test(file)) judge.nested({ language: 'redis', text: output.text });
      // A later `sh file` on the same line runs what was written now.
      if (file !== undefined && isConstant(file)) session.files.set(normalPath(plain(file), session.cwd), output);
      return { text: '' };
    },
  };
}

/** `exec >file` and `exec 1>&-`: from then on nobody sees what the shell writes. */
export function changesOutput({ descriptor, operator, target }: Redirection): boolean {
  return operator.includes('>') && operator !== '<>' && ['', '1', '2'].includes(descriptor) && !/^[12]$/.test(target.raw);
}

