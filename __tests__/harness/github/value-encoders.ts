/** One way in which a secret may be rewritten before it is printed; '' when the way does not apply. */
export type ValueEncoder = (value: string) => string;

const base64From =
  (shift: number): ValueEncoder =>
  (value) => {
    const bytes = Buffer.from(value, 'utf8');
    return (bytes.length > shift ? bytes.subarray(shift) : bytes).toString('base64');
  };

const commandLineArgument: ValueEncoder = (value) => value.replaceAll('"', '\\"');

const expressionString: ValueEncoder = (value) => value.replaceAll("'", "''");

const jsonString: ValueEncoder = (value) =>
  JSON.stringify(value)
    .slice(1, -1)
    .replace(
      /[\u0085\u2028\u2029]/g,
      (separator) => `\\u${separator.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

const uriData: ValueEncoder = (value) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '&': '&amp;',
};

const xmlData: ValueEncoder = (value) =>
  value.replace(/[<>"'&]/g, (mark) => XML_ENTITIES[mark] ?? mark);

const withoutDoubleQuotes: ValueEncoder = (value) =>
  value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : '';

// PowerShell colours the letter after an ampersand and so prints a secret in two pieces.
const SHORTEST_POWERSHELL_PIECE = 6;

const longEnough = (piece: string): string =>
  piece.length >= SHORTEST_POWERSHELL_PIECE ? piece : '';

const powerShellBeforeAmpersand: ValueEncoder = (value) => {
  const plus = value.indexOf('&+');
  return longEnough(
    plus < 0 ? value.slice(0, value.lastIndexOf('&') + 1) : value.slice(0, plus + 2),
  );
};

const powerShellAfterAmpersand: ValueEncoder = (value) => {
  if (!value.includes('&')) return '';
  const plus = value.indexOf('&+');
  return longEnough(plus < 0 ? value.slice(value.lastIndexOf('&') + 1) : value.slice(plus + 3));
};

/**
 * The eleven forms in which the real runner recognises every masked value.
 * Source: actions/runner `HostContext` (registration) and `ValueEncoders` (bodies). Hex, other letter
 * cases, gzip and percent-decoded forms are absent there, hence here.
 */
export const VALUE_ENCODERS: readonly ValueEncoder[] = [
  base64From(0),
  base64From(1),
  base64From(2),
  commandLineArgument,
  expressionString,
  jsonString,
  uriData,
  xmlData,
  withoutDoubleQuotes,
  powerShellBeforeAmpersand,
  powerShellAfterAmpersand,
];
