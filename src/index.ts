/** The public API: Compose files in, Kubernetes objects and the account of every attribute out. */
export { type Conversion, convert } from './pipeline.ts';
export { load, type LoadInput, type LoadResult } from './load/load.ts';
export { type ConvertOptions, defaultOptions } from './plan/options.ts';
export type { KubeObject } from './plan/kubernetes.ts';
export type { Project } from './model/project.ts';
export type { Service } from './model/service.ts';
export type { Addition, Entry, Level, ObjectHandle, Outcome, Precondition, Target } from './ledger/entry.ts';
export type { Diagnostic, DiagnosticData, Severity } from './diagnostics/diagnostic.ts';
export type { DiagnosticCode } from './diagnostics/codes.ts';
export { type Position, positionOf, type SourceFile, type Span } from './diagnostics/span.ts';
export type { Violation, ViolationCode } from './validate/violation.ts';
export { type FileStat, type Host, HostError } from './source/host.ts';
export { nodeHost } from './host/node-host.ts';
export { type JsonReport, jsonReport } from './report/json-report.ts';
export { printTextReport } from './report/text-report.ts';
export { type LayoutOptions, layOut, type OutputFile, printStream } from './write/layout.ts';
