/**
 * Properties try the same cases at each run, so that a change that passed goes on passing. `PROPERTY_SEED=<number>` tries others; a failure prints the seed.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
