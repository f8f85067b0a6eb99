/** Reads `src/` into a table of modules: who imports what and how, what only re-exports, how long things are. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** How a module takes another one in: at load, for its types alone, or through `import()`. */
export type ImportKind = "eager" | "type" | "lazy";

export interface Import {
  /** A path relative to `src/` for the project's own files, else the specifier: `data/frame.ts`, `csv-parse`. */
  readonly to: string;
  readonly kind: ImportKind;
  readonly own: boolean;
}

export interface Module {
  /** Relative to `src/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** It holds nothing but `export … from`. */
  readonly barrel: boolean;
  readonly lines: number;
  /** Lines of each function and method that has a body in braces. */
  readonly functions: readonly number[];
}

/** Another language, compiled by its own compiler: no module of TypeScript can import it. */
const ASSEMBLY = "kernels/assembly/";

/** Every TypeScript file below `folder`. */
export function readModules(folder: string): Module[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && !path.startsWith(ASSEMBLY))
    .sort()
    .map((path) => parseModule(path, readFileSync(posix.join(folder, path), "utf8")));
}

export function parseModule(path: string, text: string): Module {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const imports: Import[] = [];
  const functions: number[] = [];
  const visit = (node: ts.Node): void => {
    const taken = importOf(node);
    if (taken !== undefined) imports.push(resolve(path, taken));
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined && ts.isBlock(node.body as ts.Node)) {
      functions.push(lineOf(file, node.getEnd()) - lineOf(file, node.getStart()) + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const barrel =
    file.statements.length > 0 &&
    file.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);
  return { path, imports, barrel, lines: text.trimEnd().split("\n").length, functions };
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line;
}

function importOf(node: ts.Node): { specifier: string; kind: ImportKind } | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return undefined;
    return { specifier: node.moduleSpecifier.text, kind: typesAlone(node) ? "type" : "eager" };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, kind: "type" };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [target] = node.arguments;
    return {
      specifier: target !== undefined && ts.isStringLiteralLike(target) ? target.text : "(computed)",
      kind: "lazy",
    };
  }
  return undefined;
}

/** `import type …`, or each name marked `type`. A bare `import "x"` and `export * from "x"` load the module. */
function typesAlone(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    if (node.isTypeOnly) return true;
    const clause = node.exportClause;
    return clause !== undefined && ts.isNamedExports(clause) && marked(clause.elements);
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return clause.name === undefined && names !== undefined && ts.isNamedImports(names) && marked(names.elements);
}

function marked(elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly);
}

function resolve(from: string, { specifier, kind }: { specifier: string; kind: ImportKind }): Import {
  if (!specifier.startsWith(".")) return { to: specifier, kind, own: false };
  const path = posix.join(posix.dirname(from), specifier);
  return { to: path.replace(/\.js$/, ".ts"), kind, own: true };
}
