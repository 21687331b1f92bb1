/** One address of the application, and what it must answer. */
export interface HealthUrl {
  readonly url: string;
  /** Undefined: any 2xx, redirects followed. */
  readonly status: number | undefined;
  /** What must be somewhere in the first 1 MB of the answer. */
  readonly text: string | undefined;
}

const WORD = /"([^"]*)"|\S+/g;
const STATUS = /^[1-5]\d\d$/;

/**
 * Reads `health-urls`: addresses, each with the status that it must have and a text that must be in
 * its answer behind it where 2xx alone does not do: `https://shop.example/health 200 "ready"`.
 * @returns undefined for anything else.
 */
export function parseHealthUrls(words: string): HealthUrl[] | undefined {
  const urls: HealthUrl[] = [];
  for (const [word, text] of words.matchAll(WORD)) {
    const last = urls.at(-1);
    if (text !== undefined) {
      if (text === '' || last === undefined || last.text !== undefined) return undefined;
      urls[urls.length - 1] = { ...last, text };
    } else if (STATUS.test(word)) {
      if (last === undefined || last.status !== undefined) return undefined;
      urls[urls.length - 1] = { ...last, status: Number(word) };
    } else {
      if (!/^https?:\/\//.test(word) || !URL.canParse(word)) return undefined;
      urls.push({ url: word, status: undefined, text: undefined });
    }
  }
  return urls;
}
