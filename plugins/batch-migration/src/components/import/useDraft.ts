import {
  maskCrontab,
  type MaskedLine,
} from 'backstage-plugin-batch-migration-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  decodeCrontab,
  fromShown,
  kilobytesOf,
  MAX_KB,
  toShown,
  type CrontabFile,
} from './crontabFile';

/** Why a file did not come in. */
export type FileProblem =
  | { name: string; reason: 'too-large'; kilobytes: number }
  | { name: string; reason: 'unreadable'; message: string };

export interface Draft {
  /** As it stands in the text area. */
  text: string;
  /** One entry a line of the text area. */
  lines: MaskedLine[];
  /** What is sent: masked, with the line ends of the file; `null` where there is nothing, or too much. */
  masked: string | null;
  maskedNames: string[];
  /** More than can be read here, in kilobytes. */
  tooLargeKb: number | null;
  /** What stands out in the file that was read. */
  file: (CrontabFile & { name: string }) | null;
  problem: FileProblem | null;
  type: (text: string) => void;
  read: (file: File) => Promise<void>;
  /** Takes the remarks on the file away. */
  dismiss: () => void;
}

/** Lines remembered with their masks; beyond it the memory starts anew. */
const REMEMBERED = 20_000;

const unmasked = (line: string): MaskedLine => ({
  text: line,
  concealed: line,
  names: [],
});

/** The crontab while it is worked on. It never leaves the browser unmasked. */
export function useDraft(): Draft {
  const [text, setText] = useState('');
  const [file, setFile] = useState<Draft['file']>(null);
  const [isExact, setExact] = useState(false);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const remembered = useRef(new Map<string, MaskedLine>());

  const derived = useMemo(() => {
    const kilobytes = kilobytesOf(text);
    if (kilobytes > MAX_KB) {
      return {
        lines: text.split('\n').map(unmasked),
        masked: null,
        maskedNames: [],
        tooLargeKb: kilobytes,
      };
    }
    if (remembered.current.size > REMEMBERED) remembered.current.clear();
    const all = maskCrontab(fromShown(text), remembered.current);
    // Whoever pastes seldom takes the last line end along; a file is as it is.
    const end = isExact || text.endsWith('\n') ? '' : '\n';
    return {
      lines: all.lines.map(line => ({
        ...line,
        concealed: toShown(line.concealed),
      })),
      masked: text.trim() === '' ? null : all.text + end,
      maskedNames: all.names,
      tooLargeKb: null,
    };
  }, [text, isExact]);

  const type = useCallback((typed: string) => {
    setText(typed);
    if (typed === '') {
      setExact(false);
      setFile(null);
    }
  }, []);

  const read = useCallback(async (chosen: File) => {
    const { name } = chosen;
    const kilobytes = Math.ceil(chosen.size / 1024);
    if (kilobytes > MAX_KB) {
      setProblem({ name, reason: 'too-large', kilobytes });
      return;
    }
    try {
      const decoded = decodeCrontab(new Uint8Array(await bytesOf(chosen)));
      setText(decoded.text);
      setFile({ ...decoded, name });
      setExact(true);
      setProblem(null);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      setProblem({ name, reason: 'unreadable', message });
    }
  }, []);

  const dismiss = useCallback(() => {
    setProblem(null);
    setFile(null);
  }, []);

  return { text, file, problem, type, read, dismiss, ...derived };
}

/** Also in browsers whose files have no `arrayBuffer`. */
function bytesOf(file: File): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsArrayBuffer(file);
  });
}
