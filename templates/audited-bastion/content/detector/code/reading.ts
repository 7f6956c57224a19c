import type { Judge } from '../findings.ts';
import type { RuleId } from '../rules.ts';
import type { Chain, Code, Segment, Span } from './chains.ts';
import { Constants } from './constants.ts';
import { Members } from './members.ts';
import { Narrowing } from './narrowing.ts';

/** Values made of values cost more than their place in the text. */
const STEPS_OF_A_VALUE = 3;

/** One piece of a chain, as something that is called. */
export interface Call {
  chain: Chain;
  index: number;
  segment: Segment;
  name: string;
  args: Span[] | undefined;
  /** What stands before it, and at the beginning. */
  owner: string | undefined;
  root: string;
}

/** One text in Ruby or JavaScript, with what those who judge it need to know. */
export class Reading {
  readonly judge: Judge;
  readonly code: Code;
  readonly text: string;
  readonly constants: Constants;
  readonly members: Members;
  readonly narrowing: Narrowing;

  constructor(judge: Judge, code: Code, text: string) {
    this.judge = judge;
    this.code = code;
    this.text = text;
    this.constants = new Constants(code, () => judge.work(STEPS_OF_A_VALUE));
    this.members = new Members(code, this.constants, () => judge.work());
    this.narrowing = new Narrowing(code, this.constants, judge.rules['mass-change'].keyColumns);
  }

  report(rule: RuleId, { from, to }: { from: number; to: number }): void {
    this.judge.report(rule, this.code.textOf([from, to]) || this.text);
  }

  giveUp(reason: string, { from, to }: { from: number; to: number }): void {
    this.judge.giveUp(reason, this.code.textOf([from, to]) || this.text);
  }
}

export function callAt(chain: Chain, index: number, segment: Segment): Call {
  return { chain, index, segment, name: segment.name, args: segment.args, owner: chain.segments[index - 1]?.name, root: chain.segments[0]?.name ?? '' };
}
