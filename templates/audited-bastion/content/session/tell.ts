import * as people from '../people/tell';
import { type FindingKind, SESSION_WORDS } from './words';

export type Finding = people.Finding<FindingKind>;

/** Tells findings in the thread of a session, or in the channel of alerts where none is known. */
export class Teller extends people.Teller<FindingKind> {
  constructor(props: Omit<people.TellerProps<FindingKind>, 'words'>) {
    super({ ...props, words: { en: SESSION_WORDS.en.tell, ja: SESSION_WORDS.ja.tell } });
  }
}
