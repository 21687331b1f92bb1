import type { Masker } from './masker.js';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** A note beside a step, as a reader of the run page sees it. */
export interface Annotation {
  readonly level: AnnotationLevel;
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

const KEPT_PER_LEVEL = 10;
const LONGEST_MESSAGE = 4096;

/**
 * The annotations of one step: masked, then cut at 4,096 characters, and only the first ten of each level
 * (the others stay in the log alone). Source: actions/runner `ExecutionContext.AddIssue`, actions/toolkit#734.
 */
export class AnnotationBook {
  readonly #masker: Masker;
  readonly #kept: Annotation[] = [];

  constructor(masker: Masker) {
    this.#masker = masker;
  }

  get kept(): readonly Annotation[] {
    return this.#kept;
  }

  add(
    level: AnnotationLevel,
    message: string,
    properties: ReadonlyMap<string, string> = new Map(),
  ): void {
    if (this.#kept.filter((annotation) => annotation.level === level).length >= KEPT_PER_LEVEL)
      return;
    const title = properties.get('title');
    const file = properties.get('file');
    const line = Number.parseInt(properties.get('line') ?? '', 10);
    this.#kept.push({
      level,
      message: this.#masker.mask(message).slice(0, LONGEST_MESSAGE),
      ...(title === undefined ? {} : { title: this.#masker.mask(title) }),
      ...(file === undefined ? {} : { file: this.#masker.mask(file) }),
      ...(Number.isNaN(line) ? {} : { line }),
    });
  }
}
