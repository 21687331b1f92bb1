import type { Masker } from './masker.js';

export type Stream = 'stdout' | 'stderr' | 'runner';

/** One line as a reader of the run page sees it. */
export interface LogLine {
  /** Key of the job (`backup`, or `test (18)` for a leg of a matrix). */
  readonly job: string;
  /** Name of the step; 'Set up job' and 'Complete job' around the steps. */
  readonly step: string;
  readonly stream: Stream;
  /** Masked, commands rendered the way the log shows them. */
  readonly text: string;
}

/** One line before the runner read it: unmasked, commands included. Only for the search for secrets. */
export interface RawLine extends LogLine {
  readonly text: string;
}

export type LineListener = (line: LogLine) => void;

/** The log of one attempt of a run: all jobs, in the order in which the lines came. */
export class RunLog {
  readonly lines: LogLine[] = [];
  readonly raw: RawLine[] = [];
  readonly #listeners = new Set<LineListener>();

  /** Calls `listener` with every line from now on; the returned function ends that. */
  subscribe(listener: LineListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  write(line: LogLine, masker: Masker): void {
    const masked = { ...line, text: masker.mask(line.text) };
    this.lines.push(masked);
    for (const listener of this.#listeners) listener(masked);
  }

  writeRaw(line: RawLine): void {
    this.raw.push(line);
  }

  /** The masked text, one line each; with `prefixed`, `job | step | ` before every line. */
  text({ prefixed = false }: { prefixed?: boolean } = {}): string {
    return this.lines
      .map(({ job, step, text }) => (prefixed ? `${job} | ${step} | ${text}` : text))
      .join('\n');
  }
}
