/**
 * Turns the comments of an example into checks that run:
 *
 * - `expression; // => literal`: the value equals the literal. `≈ 0.47` stands for a number, equal to the digits shown.
 *   It also works behind `const name = expression;` and `console.log(expression);`, and a long literal may go on in `//` lines.
 * - `statement; // throws CODE`: the statement throws (or rejects with) an MlkitError of that code.
 *
 * Lines stay where they are. Each check has a number; the runner fails an example with a check that was never reached.
 */
import ts from "typescript";

export interface Rewritten {
  readonly code: string;
  /** How many checks the code has. */
  readonly checks: number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The example with its checks; `place` names it in messages. */
export function rewriteExample(code: string, place: (line: number) => string): Rewritten {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ESNext, true);
  const edits: Edit[] = [];
  const claimed = new Set<number>();
  let checks = 0;
  const visit = (node: ts.Node): void => {
    // Inner statements first: the note belongs to the smallest one that it stands behind.
    ts.forEachChild(node, visit);
    if (ts.isStatement(node) && !ts.isBlock(node)) {
      const note = noteBehind(code, node);
      if (note !== undefined && !claimed.has(note.start)) {
        claimed.add(note.start);
        const where = place(source.getLineAndCharacterOfPosition(note.start).line + 1);
        edits.push(...noteEdits(source, node, note, checks++, where));
      }
    }
  };
  visit(source);
  refuseStrayNotes(source, claimed, place);
  return { code: applyEdits(code, edits), checks };
}

interface Note {
  readonly kind: "value" | "throws";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The `// =>` or `// throws` comment that ends the line on which the statement ends, with the lines that continue it. */
function noteBehind(code: string, node: ts.Node): Note | undefined {
  const comment = (ts.getTrailingCommentRanges(code, node.end) ?? []).find(({ pos }) => code.startsWith("//", pos));
  if (comment === undefined) return undefined;
  const match = /^\/\/ (=>|throws) ?(.*)$/.exec(code.slice(comment.pos, comment.end));
  if (match === null) return undefined;
  let text = match[2] ?? "";
  let end = comment.end;
  if (match[1] === "throws") return { kind: "throws", text: text.trim(), start: comment.pos, end };
  while (literalOf(text) === undefined) {
    const next = /^\n[ \t]*\/\/ ?([^\n]*)/.exec(code.slice(end));
    if (next === null) break;
    text += ` ${next[1]}`;
    end += next[0].length;
  }
  return { kind: "value", text, start: comment.pos, end };
}

function noteEdits(source: ts.SourceFile, node: ts.Statement, note: Note, id: number, where: string): Edit[] {
  if (note.kind === "throws") return throwsEdits(source, node, note, id, where);
  const literal = literalOf(note.text);
  if (literal === undefined) throw new Error(`${where}: what stands behind '=>' is not a literal: ${note.text}`);
  const ending = `, ${literal}, ${id}, ${JSON.stringify(where)})`;
  const blank = "\n".repeat(source.text.slice(note.start, note.end).split("\n").length - 1);
  const erased = { start: note.start, end: note.end, text: blank };
  const value = checkedExpression(node);
  if (value !== undefined) {
    const start = value.getStart(source);
    return [
      { start, end: start, text: "__docs.equal((" },
      { start: value.end, end: value.end, text: `)${ending}` },
      erased,
    ];
  }
  const name = declaredName(node);
  if (name === undefined) throw new Error(`${where}: '=>' belongs behind an expression or 'const name = …;'`);
  return [{ start: node.end, end: node.end, text: ` __docs.equal(${name}${ending};` }, erased];
}

/** The expression whose value is meant: the statement's own, or what `console.log` shows. */
function checkedExpression(node: ts.Statement): ts.Expression | undefined {
  if (!ts.isExpressionStatement(node)) return undefined;
  const { expression } = node;
  const logged = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  return logged ? (expression.arguments.length === 1 ? expression.arguments[0] : undefined) : expression;
}

function declaredName(node: ts.Statement): string | undefined {
  if (!ts.isVariableStatement(node)) return undefined;
  const [declaration, ...others] = node.declarationList.declarations;
  return declaration !== undefined && others.length === 0 && ts.isIdentifier(declaration.name)
    ? declaration.name.text
    : undefined;
}

function throwsEdits(source: ts.SourceFile, node: ts.Statement, note: Note, id: number, where: string): Edit[] {
  if (!/^[A-Z][A-Z_]+$/.test(note.text))
    throw new Error(`${where}: 'throws' needs the code of an error, as COLUMN_MISSING`);
  const start = node.getStart(source);
  return [
    { start, end: start, text: "await __docs.throws(async () => { " },
    { start: node.end, end: node.end, text: ` }, ${JSON.stringify(note.text)}, ${id}, ${JSON.stringify(where)});` },
  ];
}

/** A `// =>` that stands behind no statement would be a check that nobody makes. */
function refuseStrayNotes(source: ts.SourceFile, claimed: ReadonlySet<number>, place: (line: number) => string): void {
  for (const match of source.text.matchAll(/\/\/ (=>|throws [A-Z_]+$)/gm)) {
    const line = source.getLineAndCharacterOfPosition(match.index).line + 1;
    if (!claimed.has(match.index))
      throw new Error(`${place(line)}: '// ${match[1]}' does not stand behind a statement`);
  }
}

/** The JavaScript of a literal, with `≈ 0.47` as `__docs.near("0.47")`; nothing where the text is not a literal. */
export function literalOf(text: string): string | undefined {
  const code = text
    .trim()
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|≈\s*(-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)/g, (whole, digits) =>
      digits === undefined ? whole : `__docs.near("${digits}")`,
    );
  const source = ts.createSourceFile("literal.ts", `(${code}\n)`, ts.ScriptTarget.ESNext, true);
  const [statement, ...others] = source.statements;
  const broken = (source as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length > 0;
  if (code === "" || broken || others.length > 0 || statement === undefined || !ts.isExpressionStatement(statement))
    return undefined;
  return isLiteral(statement.expression) ? code : undefined;
}

const constants = new Set(["undefined", "NaN", "Infinity"]);
const constructors = new Set([
  "Map",
  "Set",
  "Date",
  "Float64Array",
  "Float32Array",
  "Int32Array",
  "Uint32Array",
  "Uint8Array",
]);

function isLiteral(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isLiteral(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand) || isLiteral(node.operand);
  if (ts.isIdentifier(node)) return constants.has(node.text);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every((property) => ts.isPropertyAssignment(property) && isLiteral(property.initializer));
  }
  if (ts.isNewExpression(node)) {
    return constructors.has(node.expression.getText()) && (node.arguments ?? []).every(isLiteral);
  }
  if (ts.isCallExpression(node)) return node.expression.getText() === "__docs.near";
  return (
    ts.isLiteralExpression(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}

function applyEdits(code: string, edits: readonly Edit[]): string {
  let result = code;
  // From the end, so that positions stay valid. At one position the later edit of the list is the outer one.
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}
