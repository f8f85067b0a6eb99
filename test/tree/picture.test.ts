/** Trees as pictures: nothing overlaps, nothing from the data breaks out of its place, nothing is fetched. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { LEAF } from "../../src/kernels/tree-structure.js";
import { DecisionTreeClassifier, DecisionTreeRegressor, toSvg } from "../../src/tree/index.js";
import { placeNodes } from "../../src/tree/picture/layout.js";
import { escapeXml, fitText, shortNumber, textWidth } from "../../src/tree/picture/svg-text.js";
import { errorOf } from "./support.js";

interface Rect {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BOX =
  /<g data-node="(\d+)"><title>[^<]*<\/title>\n<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g;

function boxesOf(svg: string): Rect[] {
  return [...svg.matchAll(BOX)].map(([, ...numbers]) => {
    const [node = 0, x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { node, x, y, width, height };
  });
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Rows of numbers that look random. */
function rowsOf(rows: number, cols: number): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: cols }, (_, col) => (row * (col * 31 + 17)) % 101),
  );
}

const x = rowsOf(80, 3);
const classes = x.map(([a = 0, b = 0]) => (a * b) % 3);
const numbers = x.map(([a = 0, b = 0]) => a * b);

describe("toSvg", () => {
  it("draws boxes that do not overlap, inside of the picture, one a node", async () => {
    const trees = [
      await new DecisionTreeClassifier().fit(x, classes),
      await new DecisionTreeRegressor().fit(x, numbers),
      await new DecisionTreeRegressor({ splitter: "random", seed: 5 }).fit(x, numbers),
    ];
    for (const model of trees) {
      const svg = toSvg(model, { maxDepth: null });
      const boxes = boxesOf(svg);
      expect(boxes.map(({ node }) => node).sort((a, b) => a - b)).toEqual([...model.tree.feature.keys()]);
      const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
      boxes.forEach((a, index) => {
        expect(a.x >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
        for (const b of boxes.slice(index + 1)) if (overlap(a, b)) expect([a, b]).toEqual("apart");
      });
    }
  });

  it("draws as deep as it is told, and counts what it leaves out", async () => {
    const model = await new DecisionTreeClassifier().fit(x, classes);
    expect(model.depth).toBeGreaterThan(5);
    expect(toSvg(model)).toBe(toSvg(model, { maxDepth: 5 }));
    const root = toSvg(model, { maxDepth: 0 });
    expect(boxesOf(root)).toHaveLength(1);
    expect(root).toContain(`⋯ ${model.nLeaves} leaves below`);
    expect(boxesOf(toSvg(model, { maxDepth: 1 }))).toHaveLength(3);
    const leaf = await new DecisionTreeRegressor().fit([[1], [2]], [3, 3]);
    expect(toSvg(leaf)).toContain("value 3");
    expect(toSvg(leaf)).not.toContain("below");
  });

  it("tells questions, answers, samples and classes", async () => {
    const named = Matrix.fromRows([[1], [2], [30], [40]], ["age"]);
    const svg = toSvg(await new DecisionTreeClassifier().fit(named, ["young", "young", "old", "old"]));
    for (const text of ["age ≤ 16", ">yes<", ">no<", "samples 4 · impurity 0.5", "young 100 %", "old 50 %"]) {
      expect(svg).toContain(text);
    }
    const digits = toSvg(await new DecisionTreeRegressor().fit(named, [0.123456, 0.123456, -2, -2]), { precision: 2 });
    expect(digits).toContain("value 0.12<");
    expect(digits).toContain("value −2<");
  });

  it("lets nothing of the data out of its place", async () => {
    const evil = ["<script>alert(1)</script>", `"><image href='http://x/'>`, "a\u0000b\ud800c\n]]>&amp;"];
    const model = await new DecisionTreeClassifier().fit(
      Matrix.fromRows(x, evil),
      classes.map((code) => `</svg><script>${code}`),
    );
    const svg = toSvg(model, { maxDepth: null });
    expect(svg).not.toMatch(/<script|<image|\]\]>|[^\P{Cc}\n]|\p{Surrogate}/u);
    expect(svg).toContain("&lt;script&gt;");
    expect(
      [...svg.matchAll(/<(\w+)/g)]
        .map(([, tag]) => tag)
        .every((tag) => /^(svg|title|rect|path|text|g)$/.test(tag ?? "")),
    ).toBe(true);
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  });

  it("needs no other file", async () => {
    const svg = toSvg(await new DecisionTreeRegressor().fit(x, numbers));
    expect(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg"`)).toBe(true);
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import|<style|<image|href/);
  });

  it("refuses options that it has not", async () => {
    const model = await new DecisionTreeRegressor().fit([[1], [2]], [1, 2]);
    expect((await errorOf(() => toSvg(model, { maxDepth: -1 }))).code).toBe("PARAM_INVALID");
    expect((await errorOf(() => toSvg(model, { precision: 0 }))).code).toBe("PARAM_INVALID");
    expect((await errorOf(() => toSvg(model, { depth: 1 } as object))).code).toBe("PARAM_UNKNOWN");
  });

  it("is fuller in colour the purer a node is", async () => {
    const model = await new DecisionTreeClassifier({ maxDepth: 1 }).fit([[1], [2], [3], [4]], ["a", "a", "b", "a"]);
    const fills = [...toSvg(model).matchAll(/rx="7" fill="#(\w\w)(\w\w)(\w\w)"/g)].map(([, ...parts]) =>
      parts.reduce((sum, part) => sum + Number.parseInt(part, 16), 0),
    );
    const [root = 0, pure = 0] = fills;
    expect(pure).toBeLessThan(root);
  });

  it("draws values that are as far apart as numbers can be", async () => {
    const model = await new DecisionTreeRegressor({ criterion: "absoluteError" }).fit([[1], [2]], [-1e307, 1e307]);
    expect(toSvg(model)).not.toMatch(/NaN|Infinity/);
  });
});

describe("the layout", () => {
  it("puts nodes over the middle of their children, at least the gap apart, whatever the tree", async () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 99 }), async (rows, seed) => {
      const columns = Array.from({ length: rows }, (_, row) => [(row * (seed + 3)) % 47, (row * 11) % (seed + 2)]);
      const model = await new DecisionTreeRegressor({ splitter: "random", seed }).fit(
        columns,
        columns.map((_, row) => row % 7),
      );
      const { tree } = model;
      const placed = placeNodes(tree, Number.POSITIVE_INFINITY, (node) => 20 + ((node * 13) % 50), 9);
      const at = new Map(placed.map((place) => [place.node, place]));
      expect(placed).toHaveLength(tree.feature.length);
      for (const { node, x: middle } of placed) {
        if (tree.childrenLeft[node] === LEAF) continue;
        const [left, right] = [tree.childrenLeft[node] as number, tree.childrenRight[node] as number];
        expect(((at.get(left)?.x ?? Number.NaN) + (at.get(right)?.x ?? Number.NaN)) / 2).toBeCloseTo(middle, 6);
      }
      for (let depth = 0; depth <= model.depth; depth++) {
        const level = placed.filter((place) => place.depth === depth).sort((a, b) => a.x - b.x);
        level.slice(1).forEach((place, index) => {
          const before = level[index];
          const room = place.x - place.width / 2 - ((before?.x ?? 0) + (before?.width ?? 0) / 2);
          expect(room).toBeGreaterThanOrEqual(9 - 1e-6);
        });
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe("text in a picture", () => {
  it("is safe, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeXml(text)).not.toMatch(/[<>"'\p{Cc}\p{Surrogate}]|&(?!(amp|lt|gt|quot|#39);)/u);
      }),
    );
  });

  it("is cut to its room, and not within a character", () => {
    expect(fitText("short", 12, 100)).toBe("short");
    const cut = fitText("😀".repeat(40), 12, 60);
    expect(cut.endsWith("…")).toBe(true);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(60);
    expect(cut).not.toMatch(/\p{Surrogate}/u);
  });

  it("writes numbers short", () => {
    expect([0.30000000000000004, 1234567, -0.5, 0, 1e-9].map((value) => shortNumber(value, 4))).toEqual([
      "0.3",
      "1235000",
      "−0.5",
      "0",
      "1e−9",
    ]);
  });
});
