/** What the form of a wave takes; the server checks again. */
import {
  isDay,
  isWaveName,
  type WaveFields,
  type WaveView,
} from 'backstage-plugin-batch-migration-common';

/** Empty where nothing is said. */
export interface WaveDraft {
  name: string;
  title: string;
  start: string;
  deadline: string;
  description: string;
  ownerRef: string;
}

export type DraftField = keyof WaveDraft;

export const EMPTY_DRAFT: WaveDraft = {
  name: '',
  title: '',
  start: '',
  deadline: '',
  description: '',
  ownerRef: '',
};

export function draftOf(wave: WaveView): WaveDraft {
  return {
    name: wave.name,
    title: wave.title,
    start: wave.start ?? '',
    deadline: wave.deadline ?? '',
    description: wave.description ?? '',
    ownerRef: wave.ownerRef ?? '',
  };
}

export function fieldsOf(draft: WaveDraft): WaveFields {
  return {
    title: draft.title.trim(),
    start: draft.start || null,
    deadline: draft.deadline || null,
    description: draft.description.trim() || null,
    ownerRef: draft.ownerRef.trim() || null,
  };
}

/** The fields that cannot be sent as they are. */
export function checkDraft(
  draft: WaveDraft,
  isNew: boolean,
): Partial<Record<DraftField, true>> {
  const { name, title, start, deadline } = draft;
  const problems: Partial<Record<DraftField, true>> = {};
  if (isNew && !isWaveName(name.trim())) problems.name = true;
  if (title.trim() === '') problems.title = true;
  if (start !== '' && !isDay(start)) problems.start = true;
  if (deadline !== '' && (!isDay(deadline) || deadline < start)) {
    problems.deadline = true;
  }
  return problems;
}

/** What somebody else changed meanwhile, as it is now. */
export function changedFields(before: WaveDraft, now: WaveDraft): DraftField[] {
  return (Object.keys(before) as DraftField[]).filter(
    field => before[field] !== now[field],
  );
}
