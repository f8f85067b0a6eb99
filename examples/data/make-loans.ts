/**
 * Writes `loans.csv`, the table of the README: 400 made-up loans. Nobody's data: every cell comes from a seeded generator,
 * and whether a loan is paid or late follows from income, age and city, with noise.
 *
 *     npx tsx examples/data/make-loans.ts
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cities = ["Lima", "Oslo", "Pune", "Accra"];

/** Park and Miller's generator (1988), numbers below 1. It is exact in doubles, so the file is the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The text of the file. */
export function makeLoans(rows = 400, seed = 7): string {
  const random = generator(seed);
  const lines = Array.from({ length: rows }, () => {
    const age = 20 + Math.floor(random() * 46);
    const income = 12_000 + Math.floor(random() * 480) * 100 + (age - 20) * 300;
    const cityIndex = Math.floor(random() * cities.length);
    const ownCar = random() < 0.45;
    const told = random() < 0.92;
    const strength = (income - 38_000) / 12_000 + (age - 40) / 25 + (ownCar ? 0.4 : -0.3) + ([0, 0.5, -0.4, 0.1][cityIndex] ?? 0);
    const noise = random() + random() + random() - 1.5;
    const status = strength + 0.9 + noise > 0 ? "paid" : "late";
    return [age, told ? income : "", cities[cityIndex], ownCar, status].join(",");
  });
  return `${["age,income,city,ownCar,status", ...lines].join("\n")}\n`;
}

const path = fileURLToPath(new URL("loans.csv", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, makeLoans());
