/**
 * Compiles snippets against the sources, with the project's own settings, and gives what the compiler says of each.
 */
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the compiler says of a set of files, and what it cost. */
export interface Compiled {
  /** The messages by file name. */
  readonly messages: ReadonlyMap<string, readonly string[]>;
  /** How many types it instantiated. */
  readonly instantiations: number;
}

/** Compiles files that exist only here, as if they stood in `test/types`. */
export function compile(files: ReadonlyMap<string, string>): Compiled {
  const config = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const virtual = new Map([...files].map(([name, text]) => [`${root}test/types/${name}`, text]));
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  const source = host.getSourceFile.bind(host);
  host.readFile = (name) => virtual.get(name) ?? read(name);
  host.fileExists = (name) => virtual.has(name) || exists(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = virtual.get(name);
    return text === undefined ? source(name, target, ...rest) : ts.createSourceFile(name, text, target);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  const messages = new Map<string, string[]>();
  for (const [path, name] of [...virtual.keys()].map(
    (path) => [path, path.slice(path.lastIndexOf("/") + 1)] as const,
  )) {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    messages.set(
      name,
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    );
  }
  return { messages, instantiations: program.getInstantiationCount() };
}
