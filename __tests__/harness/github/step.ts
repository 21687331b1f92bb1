import { constants } from 'node:os';
import type { ActiveJob } from './active-job.js';
import { AnnotationBook } from './annotations.js';
import { interrupt, sweepOrphans } from './cancel.js';
import {
  commandFileVariables,
  createCommandFiles,
  readCommandFiles,
  type CommandFiles,
} from './file-commands.js';
import type { Stream } from './log.js';
import { stepEnvironment } from './machine.js';
import type { StepRun } from './run.js';
import { startProcess, type StepProcess } from './step-process.js';
import { CommandReader } from './workflow-commands.js';

// A process that a signal killed counts as this plus the number of the signal, as in a shell.
const SIGNAL_EXIT_BASE = 128;

/** What a step may do while it runs: print, annotate, start its process. Created per step, post steps included. */
export class StepExecution {
  /** Ends the running step from outside; aborted with the reason 'cancel' or 'timeout'. */
  readonly stop = new AbortController();
  /** Shared by the main and the post step of one action. */
  readonly state: Map<string, string>;
  readonly #job: ActiveJob;
  readonly #record: StepRun;
  readonly #annotations: AnnotationBook;
  readonly #outputs = new Map<string, string>();
  readonly #reader: CommandReader;
  #files: CommandFiles | undefined;
  #failed = false;
  /** Where the line that is being read came from. */
  #stream: Stream = 'runner';

  constructor(job: ActiveJob, record: StepRun, state: Map<string, string>) {
    this.#job = job;
    this.#record = record;
    this.state = state;
    this.#annotations = new AnnotationBook(job.setting.masker);
    this.#reader = new CommandReader({
      print: (line) => {
        this.print(line, this.#stream);
      },
      annotate: (level, message, properties) => {
        this.annotate(level, message, properties);
      },
      debug: (message) => {
        this.debug(message);
      },
      mask: (value) => {
        job.setting.masker.add(value);
      },
      setOutput: (name, value) => void this.#outputs.set(name, value),
      saveState: (name, value) => void this.state.set(name, value),
      fail: () => {
        this.#failed = true;
      },
    });
  }

  /** A command or a command file was refused: the step fails even if its process exits with 0. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Exit code of the entry process; 0 when the step needed none. */
  get exitCode(): number {
    return this.#record.exitCode ?? 0;
  }

  print(text: string, stream: Stream = 'runner'): void {
    this.#job.log(this.#record.name, stream, text);
  }

  annotate(
    level: 'error' | 'warning' | 'notice',
    message: string,
    properties?: ReadonlyMap<string, string>,
  ): void {
    this.#annotations.add(level, message, properties);
    this.print(`##[${level}]${message}`);
  }

  debug(message: string): void {
    if (this.#job.debug) this.print(`##[debug]${message}`);
  }

  /**
   * Runs the step's process to its end, or ends it when the step is stopped or the machine is lost.
   * @throws Error when the process cannot start.
   */
  async run(
    file: string,
    args: readonly string[],
    directory: string,
    variables: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { machine } = this.#job.setting;
    this.#files = await createCommandFiles(machine.temporary);
    if (this.stop.signal.aborted || this.#job.lost.aborted) return;
    const process = startProcess({
      file,
      args,
      directory,
      environment: {
        ...stepEnvironment(machine, variables, this.#job.github, this.#job.runner),
        ...commandFileVariables(this.#files),
      },
      onLine: (stream, line) => {
        this.#read(stream, line);
      },
    });
    const undo = this.#endWhenTold(process);
    try {
      const { code, signal } = await process.exited;
      this.#record.exitCode = code ?? SIGNAL_EXIT_BASE + constants.signals[signal ?? 'SIGKILL'];
      this.debug(`The process ended with ${code ?? signal ?? 'nothing'}`);
    } finally {
      undo();
    }
  }

  /** Reads the command files and fills the record; the runner does it in a `finally`, so nothing written is lost. */
  async finish(): Promise<void> {
    if (this.#files !== undefined && !this.#job.lost.aborted) await this.#readFiles(this.#files);
    this.#record.outputs = Object.fromEntries(this.#outputs);
    this.#record.annotations = this.#annotations.kept;
  }

  async #readFiles(files: CommandFiles): Promise<void> {
    const { machine, masker } = this.#job.setting;
    const results = await readCommandFiles(files, masker);
    for (const [name, value] of results.env) machine.environment.set(name, value);
    for (const [name, value] of results.outputs) this.#outputs.set(name, value);
    for (const [name, value] of results.state) this.state.set(name, value);
    for (const directory of results.paths) {
      machine.paths.splice(
        0,
        machine.paths.length,
        directory,
        ...machine.paths.filter((known) => known !== directory),
      );
    }
    this.#record.summary = results.summary;
    this.#record.rawSummary = results.rawSummary;
    for (const error of [...results.errors, ...results.notices]) this.annotate('error', error);
    if (results.errors.length > 0) this.#failed = true;
  }

  #read(stream: 'stdout' | 'stderr', line: string): void {
    this.#job.logRaw(this.#record.name, stream, line);
    this.#stream = stream;
    this.#reader.read(line);
    this.#stream = 'runner';
  }

  #endWhenTold(process: StepProcess): () => void {
    const onStop = (): void => void interrupt(process, this.#job.setting.clock);
    const onLoss = (): void => {
      process.signal('SIGKILL');
      void sweepOrphans(this.#job.setting.machine.trackingId);
    };
    this.stop.signal.addEventListener('abort', onStop, { once: true });
    this.#job.lost.addEventListener('abort', onLoss, { once: true });
    return () => {
      this.stop.signal.removeEventListener('abort', onStop);
      this.#job.lost.removeEventListener('abort', onLoss);
    };
  }
}
