import fc from 'fast-check';

/** The same cases at every run, so that a run means something; `WAYBILL_SEED=n` draws others. */
fc.configureGlobal({ seed: Number(process.env['WAYBILL_SEED'] ?? 20_261_121) });
