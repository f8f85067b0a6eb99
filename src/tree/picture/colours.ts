/**
 * The colours of a drawn tree: one for each class, paler where a node is mixed.
 */

const CLASSES = [
  "#e07b39",
  "#2f8f6b",
  "#7a5cc2",
  "#2f7fb8",
  "#c2497d",
  "#9a8420",
  "#2f9aa0",
  "#a5563d",
  "#6c8f2f",
  "#7d7f96",
];
/** The colour of the greatest value of a regression tree. */
const GREATEST = "#2f7fb8";
/** How much of its colour a box takes at least and at most: dark text stays readable on it. */
const [PALEST, FULLEST] = [0.06, 0.62];

/** The colour of a class, by its position; those after the tenth take them again. */
export function classColour(position: number): string {
  return CLASSES[position % CLASSES.length] as string;
}

/** The fill of a box whose class has such a share: pale where classes are even, full where there is one. */
export function classFill(position: number, share: number, classes: number): string {
  return onWhite(classColour(position), (share - 1 / classes) / (1 - 1 / classes));
}

/** The fill of a box whose value stands so far between the least, 0, and the greatest, 1. */
export function valueFill(place: number): string {
  return onWhite(GREATEST, place);
}

function onWhite(colour: string, strength: number): string {
  const part = PALEST + (FULLEST - PALEST) * Math.min(1, Math.max(0, strength));
  const mixed = [1, 3, 5].map((at) => {
    const full = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(255 + (full - 255) * part)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
