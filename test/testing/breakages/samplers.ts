import type { FitOptions, Label } from "../../../src/core/contracts.js";
import type { Table, TableInput } from "../../../src/data/input.js";
import type { GivenTarget } from "../../../src/testing/index.js";
import { replace } from "../broken.js";
import { twice } from "../specs.js";
import { breaking, type Case, changed, without } from "./case.js";

type Given = { readonly x: Table; readonly y: readonly Label[] };
type Resample = (x: TableInput<object>, y: GivenTarget, options?: FitOptions) => Promise<Given>;

let count = 0;

/** A sampler that does something else than it should. */
function resampling(check: string, says: string, by: (old: Resample) => Resample): Case {
  return breaking(check, says, twice, { recipe: (recipe) => replace(recipe, "fitResample", by) });
}

/** A sampler whose result is changed. */
function giving(check: string, says: string, change: (given: Given) => Given): Case {
  return resampling(
    check,
    says,
    (old) =>
      async (...args) =>
        change(await old(...args)),
  );
}

const labels = (y: GivenTarget): unknown[] => (typeof y === "object" ? [...y] : []);

export const samplers: readonly Case[] = [
  giving("gives the same rows twice, on any number of threads", "resampled twice", ({ x, y }) => ({
    x: changed(x, (value) => value + ++count),
    y,
  })),
  giving("gives a target for each row, of the columns that it was given", "come with 95 targets", ({ x, y }) => ({
    x,
    y: y.slice(1),
  })),
  giving(
    "gives the given rows first, or, of a class that shrinks, some of them in their order",
    "the first rows",
    ({ x, y }) => ({ x: x.take(y.map((_, row) => y.length - 1 - row)), y: y.toReversed() }),
  ),
  giving("keeps every class, and adds none", "no row is left of class", ({ x, y }) => ({
    x,
    y: y.map((label) => (label === "cedar" ? "birch" : label)),
  })),
  resampling(
    "gives the same rows for a frame, row objects, an Arrow table, a matrix and lists of numbers",
    "resampled from",
    (old) => async (x, y, options) => {
      const { x: table, y: given } = await old(x, y, options);
      return { x: Array.isArray(x) ? changed(table, (value) => value + 1) : table, y: given };
    },
  ),
  resampling(
    "gives the same rows for a target column as for its values",
    "resampled with a target column",
    (old) => async (x, y, options) => {
      const given = await old(x, y, options);
      return typeof y === "string" && y === "the target" ? { x: given.x, y: given.y.toReversed() } : given;
    },
  ),
  giving("resamples labels that are strings, numbers or booleans alike", 'came "1"', ({ x, y }) => ({
    x,
    y: y.map(String),
  })),
  resampling(
    "refuses to resample a single class with TARGET_ONE_CLASS",
    "one class alone is taken",
    (old) => (x, y, options) => old(x, new Set(labels(y)).size === 1 ? labels(y).map((_, row) => row % 2) : y, options),
  ),
  resampling(
    "ends with ABORTED when its signal fires while it resamples",
    "resampling while its signal fires is taken",
    (old) => (x, y, options) => old(x, y, without(options, "signal")),
  ),
];
