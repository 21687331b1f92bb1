/** The harness that plays GitHub: start it with {@link startGitHub}, run caller workflows, look at what came out. */
export { startGitHub, type GitHub } from './github.js';
export type { GitHubOptions, NodeChoice, RepositoryOptions, RunOptions } from './options.js';
export { WorkflowRun, jobAnnotations, jobSummary } from './run.js';
export type { JobRun, Repository, Result, StepRun, TriggerEvent } from './run.js';
export type { Annotation, AnnotationLevel } from './annotations.js';
export type { LineListener, LogLine, RawLine } from './log.js';
export { cancel, loseRunner, REAL_CLOCK, scaledClock, type Clock, type Moment } from './cancel.js';
export type { Fault, FaultWindow } from './faults.js';
export type { ArtifactView } from './artifact-reader.js';
export type { Deployment } from './rest-deployments.js';
export type { IssueComment } from './rest-comments.js';
export type { Permissions } from './tokens.js';
export { assertNoSecret, findLeaks, type Leak } from './secrecy.js';
export { HttpSink, type Judge, type ReceivedRequest, type SinkAnswer } from './sinks.js';
export { findNode24, type Node24 } from './node24.js';
