/** A workflow command found in a line of output. Property names are lower-cased: the runner ignores their case. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

const STOP = 'stop-commands';

/** Every command that the runner registers; any other `::word::` is ordinary text. */
const REGISTERED: readonly string[] = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  STOP,
  'warning',
];

type Escapes = readonly (readonly [string, string])[];

// The order is the runner's: %25 comes last, so that %250A stays the text %0A.
const DATA_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const PROPERTY_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const BRACKET_ESCAPES: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
];

/**
 * The command that `line` carries, or undefined for ordinary text. Two spellings exist: `::name k=v::data`
 * at the start of a line (leading blanks ignored) and the old `##[name k=v;]data` **anywhere** in it.
 * Source: actions/runner `ActionCommand.TryParseV2` and `TryParse`.
 */
export function parseCommand(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  return parseColonForm(line.trimStart(), isRegistered) ?? parseBracketForm(line, isRegistered);
}

function parseColonForm(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  if (!line.startsWith('::')) return undefined;
  const end = line.indexOf('::', 2);
  if (end < 0) return undefined;
  const [name, properties] = splitHead(line.slice(2, end));
  if (!isRegistered(name)) return undefined;
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties.trim(), ',', PROPERTY_ESCAPES),
    data: unescape(line.slice(end + 2), DATA_ESCAPES),
  };
}

function parseBracketForm(
  line: string,
  isRegistered: (name: string) => boolean,
): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [name, properties] = splitHead(line.slice(start + 3, end));
  if (!isRegistered(name)) return undefined;
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties, ';', BRACKET_ESCAPES),
    data: unescape(line.slice(end + 1), BRACKET_ESCAPES),
  };
}

function splitHead(head: string): [string, string] {
  const blank = head.indexOf(' ');
  return blank < 0 ? [head, ''] : [head.slice(0, blank), head.slice(blank + 1)];
}

function parseProperties(text: string, separator: string, escapes: Escapes): Map<string, string> {
  const properties = new Map<string, string>();
  for (const pair of text.split(separator)) {
    const equals = pair.indexOf('=');
    if (equals <= 0 || equals === pair.length - 1) continue;
    properties.set(pair.slice(0, equals).toLowerCase(), unescape(pair.slice(equals + 1), escapes));
  }
  return properties;
}

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((current, [escaped, plain]) => current.replaceAll(escaped, plain), text);
}

/** What the commands of one step may change. */
export interface CommandEffects {
  /** An ordinary line, or a command that the log shows as it is. */
  print(line: string): void;
  annotate(
    level: 'error' | 'warning' | 'notice',
    message: string,
    properties?: ReadonlyMap<string, string>,
  ): void;
  debug(message: string): void;
  mask(value: string): void;
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  /** A command could not be processed: the step fails whatever its exit code says. */
  fail(): void;
}

/**
 * Reads the output of one step, stdout and stderr alike, the way the runner does. One reader serves both
 * streams, so `::stop-commands::` on one of them silences the other too.
 * Source: actions/runner `ActionCommandManager` (created anew for every step) and `OutputManager`.
 */
export class CommandReader {
  readonly #effects: CommandEffects;
  #resumeToken: string | undefined;

  constructor(effects: CommandEffects) {
    this.#effects = effects;
  }

  read(line: string): void {
    const command = parseCommand(line, (name) => this.#isRegistered(name));
    if (command === undefined) this.#effects.print(line);
    else if (this.#resumeToken !== undefined) this.#readWhileStopped(line, command);
    else if (command.name === STOP) this.#stop(line, command.data);
    else this.#run(line, command);
  }

  #isRegistered(name: string): boolean {
    const wanted = name.toLowerCase();
    return REGISTERED.includes(wanted) || wanted === this.#resumeToken?.toLowerCase();
  }

  #readWhileStopped(line: string, command: WorkflowCommand): void {
    this.#effects.print(line);
    if (command.name === this.#resumeToken?.toLowerCase()) this.#resumeToken = undefined;
  }

  #stop(line: string, token: string): void {
    if (token === '' || token.toLowerCase() === 'pause-logging' || this.#isRegistered(token)) {
      this.#refuse(`Invalid stop-commands token '${token}'.`);
      return;
    }
    this.#resumeToken = token;
    // The runner registers a long token as a secret: a run id used as token would mask the run id everywhere.
    if (token.length > 6) this.#effects.mask(token);
    this.#effects.print(line);
  }

  #run(line: string, { name, data, properties }: WorkflowCommand): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.#effects.annotate(name, data, properties);
        break;
      case 'debug':
        this.#effects.debug(data);
        break;
      case 'group':
      case 'endgroup':
        this.#effects.print(`##[${name}]${name === 'group' ? data : ''}`);
        break;
      case 'add-mask':
        this.#mask(data);
        break;
      case 'set-output':
      case 'save-state':
        this.#setNamed(name, data, properties.get('name') ?? '');
        break;
      case 'set-env':
      case 'add-path':
        this.#refuse(
          `Unable to process command '${line}' successfully.`,
          `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`,
        );
        break;
      // The other registered commands (matchers, echo) vanish from the log and change nothing here.
    }
  }

  #refuse(...messages: readonly string[]): void {
    for (const message of messages) this.#effects.annotate('error', message);
    this.#effects.fail();
  }

  #mask(value: string): void {
    if (value.trim() !== '') this.#effects.mask(value);
    else
      this.#effects.annotate(
        'warning',
        "Can't add secret mask for empty string in ##[add-mask] command.",
      );
  }

  #setNamed(command: 'set-output' | 'save-state', value: string, name: string): void {
    if (name === '') {
      this.#refuse(`Required field 'name' is missing in ##[${command}] command.`);
      return;
    }
    this.#effects.annotate(
      'warning',
      `The \`${command}\` command is deprecated and will be disabled soon.`,
    );
    if (command === 'set-output') this.#effects.setOutput(name, value);
    else this.#effects.saveState(name, value);
  }
}
