/** Bundled and run by browser-learning.real.test.ts in a page. */
import { learn } from "./learn.js";

Object.assign(globalThis, { told: learn() });
