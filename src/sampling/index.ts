/** Samplers: recipes that add or drop training rows by their labels, at fit time alone. */
export { RandomOverSampler, type RandomOverSamplerOptions } from "./random-over-sampler.js";
export { RandomUnderSampler, type RandomUnderSamplerOptions } from "./random-under-sampler.js";
export { SMOTE, type SMOTEOptions } from "./smote.js";
export type { SamplingStrategy } from "./strategy.js";
