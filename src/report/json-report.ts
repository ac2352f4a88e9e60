import { positionOf, type Position, type Span } from '../diagnostics/span.ts';
import type { Level, Precondition, Target } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { findingOf } from './finding.ts';
import { type ReportedOutcome, reportedOutcome, summarise } from './summary.ts';

/** The form of the report; raised when a reader of the old form would go wrong. */
const formatVersion = 1;

export interface JsonTarget {
  readonly kind: string;
  readonly name: string;
  /** JSON pointer into the object. */
  readonly path: string;
}

export interface JsonEntry {
  /** Canonical: `services.web.healthcheck.interval`. */
  readonly path: string;
  readonly location: Position;
  /** The other places on the way to the value: anchors, bases of `extends`, files that were overridden. */
  readonly via: readonly Position[];
  readonly outcome: ReportedOutcome;
  readonly level: Level;
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  readonly targets: readonly JsonTarget[];
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Level;
  readonly rule: string;
  readonly path?: string;
  readonly location?: Position;
  readonly message: string;
  readonly hint?: string;
  readonly related?: readonly { readonly location: Position; readonly label: string }[];
}

/** The whole account for machines; files are named relative to the working directory. */
export interface JsonReport {
  readonly version: number;
  /** Null when the input was invalid. */
  readonly project: string | null;
  readonly summary: {
    readonly exact: number;
    readonly differs: number;
    readonly refused: number;
    readonly notApplicable: number;
    readonly objects: Readonly<Record<string, number>>;
  };
  readonly entries: readonly JsonEntry[];
  readonly added: readonly {
    readonly rule: string;
    readonly message: string;
    readonly targets: readonly JsonTarget[];
    readonly optOut?: string;
  }[];
  readonly preconditions: readonly Precondition[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

export function jsonReport(conversion: Conversion): JsonReport {
  const { exact, differs, refused, notApplicable, objects } = summarise(conversion);
  return {
    version: formatVersion,
    project: conversion.project?.name ?? null,
    summary: { exact, differs, refused, notApplicable, objects: Object.fromEntries(objects) },
    entries: conversion.entries.map((entry) => ({
      path: entry.path,
      location: positionOf(entry.span),
      via: entry.via.map((span: Span) => positionOf(span)),
      outcome: reportedOutcome(entry),
      level: entry.level,
      rule: entry.rule,
      message: entry.message,
      ...(entry.hint !== undefined && { hint: entry.hint }),
      targets: entry.targets.map(jsonTarget),
    })),
    added: conversion.additions.map(({ rule, message, targets, optOut }) => ({
      rule,
      message,
      targets: targets.map(jsonTarget),
      ...(optOut !== undefined && { optOut }),
    })),
    preconditions: conversion.preconditions.map(({ rule, message, command }) => ({
      rule,
      message,
      ...(command !== undefined && { command }),
    })),
    diagnostics: conversion.diagnostics.map(jsonDiagnostic),
  };
}

export function printJsonReport(conversion: Conversion): string {
  return `${JSON.stringify(jsonReport(conversion), undefined, 2)}\n`;
}

function jsonTarget({ object, pointer }: Target): JsonTarget {
  return { kind: object.kind, name: object.name, path: pointer };
}

function jsonDiagnostic(found: Conversion['diagnostics'][number]): JsonDiagnostic {
  const { severity, rule, span, path, message, hint, related } = findingOf(found);
  return {
    code: found.code,
    severity,
    rule,
    ...(path !== undefined && { path }),
    ...(span && { location: positionOf(span) }),
    message,
    ...(hint !== undefined && { hint }),
    ...(related.length > 0 && { related: related.map((one) => ({ location: positionOf(one.span), label: one.label })) }),
  };
}
