/**
 * The forms in which a secret may hide: as given, percent-decoded, percent-encoded, inside JSON, as hex, and in
 * base64 at each of the three offsets that it can have inside a longer text. Wider than what the runner masks:
 * this is what must not be *written*, masked or not.
 */
export function formsOfSecret(secret: string): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const plain of new Set([
    secret,
    decoded(secret),
    ...secret.split(/[\r\n]+/).map((line) => line.trim()),
  ])) {
    if (plain === '') continue;
    const bytes = Buffer.from(plain, 'utf8');
    forms.add(plain);
    forms.add(encodeURIComponent(plain));
    forms.add(JSON.stringify(plain).slice(1, -1));
    forms.add(bytes.toString('hex'));
    forms.add(bytes.toString('hex').toUpperCase());
    for (const offset of [0, 1, 2]) {
      const inner = base64Inside(bytes, offset);
      // A fragment of a few characters would be found everywhere and prove nothing.
      if (inner.length >= SHORTEST_BASE64) {
        forms.add(inner);
        forms.add(inner.replaceAll('+', '-').replaceAll('/', '_'));
      }
    }
  }
  return forms;
}

const SHORTEST_BASE64 = 6;

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/** The base64 characters that depend on the secret alone when `offset` unknown bytes stand before it. */
function base64Inside(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const start = [0, 2, 3][offset] ?? 0;
  const wholeCharacters = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(start, wholeCharacters);
}
