/** The text without the comments of SQL and JavaScript. What looks like one inside a string goes with them. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/--[^\n]*/g, ' ')
    .replace(/(^|[\s;{}(])\/\/[^\n]*/g, '$1');
}
