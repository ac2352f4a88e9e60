/** What a conversion is busy with: reading Compose files, translating services, checking objects, or having cdk8s prove them. */
export type Stage = 'load' | 'translate' | 'validate' | 'prove';

/** Called while a conversion runs: `done` of `total` steps, services or objects of the stage. */
export type ProgressListener = (stage: Stage, done: number, total: number) => void;
