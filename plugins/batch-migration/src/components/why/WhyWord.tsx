import type { ReactNode } from 'react';
import { LoadedAnswer, type LoadedAnswerProps } from './LoadedAnswer';
import { WhyPopover } from './WhyPopover';

export interface WhyWordProps extends LoadedAnswerProps {
  /** The word as a person reads it, for the accessible name. */
  says: string;
  /** The word as it is shown. */
  children: ReactNode;
}

/** A derived word in a list: it answers *why?* by what was seen and what ran. */
export const WhyWord = ({ workload, word, says, children }: WhyWordProps) => (
  <WhyPopover
    word={says}
    of={workload.name}
    answer={() => <LoadedAnswer workload={workload} word={word} />}
  >
    {children}
  </WhyPopover>
);
