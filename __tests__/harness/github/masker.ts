import { VALUE_ENCODERS } from './value-encoders.js';

/** What the runner prints in place of a secret. */
const MASK = '***';

interface Span {
  start: number;
  end: number;
}

/**
 * The secrets that one job knows, as the real runner keeps them: per job, in every encoded form, with
 * **no minimum length** (a secret `1` masks every 1). Source: actions/runner `SecretMasker`.
 */
export class Masker {
  readonly #needles = new Set<string>();

  /** Masks `value`, each of its lines (trimmed, blank ones dropped) and every encoded form of them. */
  add(value: string): void {
    this.#addForms(value);
    for (const line of value.split(/[\r\n]+/)) this.#addForms(line.trim());
  }

  /** `text` with every masked form replaced; touching and overlapping finds become one `***`. */
  mask(text: string): string {
    const spans = this.#find(text);
    if (spans.length === 0) return text;
    let masked = '';
    let position = 0;
    for (const span of spans) {
      masked += text.slice(position, span.start) + MASK;
      position = span.end;
    }
    return masked + text.slice(position);
  }

  /** Whether masking would change `text`: the rule by which the runner drops a whole job output. */
  reveals(text: string): boolean {
    return [...this.#needles].some((needle) => text.includes(needle));
  }

  #addForms(value: string): void {
    if (value === '') return;
    this.#needles.add(value);
    for (const encode of VALUE_ENCODERS) {
      const form = encode(value);
      if (form !== '') this.#needles.add(form);
    }
  }

  #find(text: string): Span[] {
    const found: Span[] = [];
    for (const needle of this.#needles) {
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
        found.push({ start: at, end: at + needle.length });
      }
    }
    found.sort((left, right) => left.start - right.start);
    const merged: Span[] = [];
    for (const span of found) {
      const previous = merged.at(-1);
      if (previous !== undefined && span.start <= previous.end)
        previous.end = Math.max(previous.end, span.end);
      else merged.push({ ...span });
    }
    return merged;
  }
}
