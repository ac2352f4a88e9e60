import { commandCodes } from './codes/command.ts';
import { extensionCodes } from './codes/extension.ts';
import { planCodes } from './codes/plan.ts';
import { loadCodes } from './codes/load.ts';
import { interpolationCodes } from './codes/interpolation.ts';
import { sourceCodes } from './codes/source.ts';

/**
 * Every diagnostic code with its severity, the rule of the translation contract that it stands for,
 * and the late-rendered sentence and hint. One table a stage, in codes/.
 */
export const codes = { ...sourceCodes, ...interpolationCodes, ...loadCodes, ...planCodes, ...extensionCodes, ...commandCodes };

export type DiagnosticCode = keyof typeof codes;
