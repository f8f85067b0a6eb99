/** Compiles all examples in one program, with the project's own settings, without writing a file. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import type { Example } from "./extract.js";

/** The compiler's complaints about the examples, each as `file:line: message`. */
export function compileExamples(root: string, examples: readonly Example[]): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => readFileSync(path, "utf8"));
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root);
  const virtual = new Map(examples.map((example, at) => [`${root}test/docs/example-${at}.ts`, example]));
  const settings: ts.CompilerOptions = { ...options, moduleDetection: ts.ModuleDetectionKind.Force };
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path)?.code ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const code = virtual.get(path)?.code;
    return code === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, code, languageVersion);
  };
  const program = ts.createProgram([...virtual.keys()], settings, host);
  return [...virtual].flatMap(([path, example]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => {
      const line = (source?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0) + 1;
      return `${example.file}:${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`;
    });
  });
}
