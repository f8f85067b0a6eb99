/**
 * Finds the examples of the documentation: each ```ts block of the Markdown pages and of the doc comments in `src/`.
 *
 * An example keeps the line numbers of the file it comes from (what is not code becomes empty lines), so an error of the
 * compiler or of a run names the place in the page.
 */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

export interface Example {
  /** The file it is in, relative to the repository. */
  readonly file: string;
  /** The line of its first code. */
  readonly line: number;
  readonly code: string;
  /** False for ```ts no-run: it is only compiled. */
  readonly run: boolean;
}

/** The pages whose examples are held: the documents that a user reads. */
export function documentationFiles(root: string): string[] {
  const below = (folder: string, extension: string): string[] =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(extension) && !path.startsWith("docs/api/"))
      .sort();
  const top = readdirSync(root).filter((name) => name === "README.md" || name === "CONTRIBUTING.md");
  return [...top.sort(), ...below("docs", ".md"), ...below("src", ".ts")];
}

/** Every example of the project. */
export function projectExamples(root: string): Example[] {
  return documentationFiles(root).flatMap((file) => extractExamples(file, readFileSync(root + file, "utf8")));
}

/** The examples of one file: a Markdown page, or a source file with doc comments. */
export function extractExamples(file: string, text: string): Example[] {
  return file.endsWith(".md") ? fencedBlocks(file, text.split("\n")) : commentBlocks(file, text);
}

function fencedBlocks(file: string, lines: readonly string[], firstLine = 1): Example[] {
  const examples: Example[] = [];
  let open: { info: string; start: number; indent: number } | undefined;
  for (const [at, line] of lines.entries()) {
    const fence = /^(\s*)```+\s*(.*?)\s*$/.exec(line);
    if (fence === null) continue;
    if (open === undefined) {
      open = { info: fence[2] ?? "", start: at + 1, indent: fence[1]?.length ?? 0 };
      continue;
    }
    const example = blockExample(file, lines, firstLine, open.info, open.start, at, examples.at(-1));
    if (example !== undefined) examples.push(example);
    open = undefined;
  }
  if (open !== undefined) throw new Error(`${file}:${firstLine + open.start - 1}: the code block is never closed`);
  return examples;
}

/** The example of the lines `start` to `end` of the file, or nothing where the fence is not TypeScript. */
function blockExample(
  file: string,
  lines: readonly string[],
  firstLine: number,
  info: string,
  start: number,
  end: number,
  before: Example | undefined,
): Example | undefined {
  const [language, ...flags] = info.split(/\s+/);
  if (language !== "ts" && language !== "typescript") return undefined;
  const line = firstLine + start;
  const wrong = flags.find((flag) => flag !== "no-run" && flag !== "continue");
  if (wrong !== undefined) throw new Error(`${file}:${line - 1}: unknown flag '${wrong}': use no-run or continue`);
  const run = !flags.includes("no-run");
  if (!run && !/-->\s*$/.test(lines[lastFilled(lines, start - 2)] ?? "")) {
    throw new Error(`${file}:${line - 1}: a no-run block needs its reason in an HTML comment on the line before it`);
  }
  const body = lines.slice(start, end).join("\n");
  if (!flags.includes("continue")) return { file, line, code: `${"\n".repeat(line - 1)}${body}\n`, run };
  if (before === undefined) throw new Error(`${file}:${line - 1}: there is no block before this one to continue`);
  const gap = line - before.code.split("\n").length;
  return { file, line, code: `${before.code}${"\n".repeat(gap)}${body}\n`, run: run && before.run };
}

function lastFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && lines[at]?.trim() === "") at--;
  return at;
}

/** Doc comments, with the leading ` * ` of each line made blank so that columns stay where they were. */
function commentBlocks(file: string, text: string): Example[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, false);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      if (text.startsWith("/**", range.pos)) found.set(range.pos, text.slice(range.pos, range.end));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found]
    .sort(([a], [b]) => a - b)
    .flatMap(([position, comment]) => {
      const bare = comment
        .replace(/^\/\*\*|\*\/$/g, "   ")
        .replace(/^[ \t]*\* ?/gm, (prefix) => " ".repeat(prefix.length));
      const firstLine = source.getLineAndCharacterOfPosition(position).line + 1;
      return fencedBlocks(file, bare.split("\n"), firstLine);
    });
}
