/** Reads a made file in batches in a process of its own, with as little memory as the test says. */
import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { root } from "../../../scripts/entries.js";
import { csvLines, HEADER } from "./table.js";

/** What the process tells, beside what it should. */
export interface ChildReading {
  readonly found: { readonly rows: number; readonly sum: number; readonly growth: number; readonly peak: number };
  readonly sum: number;
  readonly bytes: number;
}

export async function readInChild(rows: number, flags: readonly string[]): Promise<ChildReading> {
  const folder = await mkdtemp(`${tmpdir()}/mlkit-csv-`);
  try {
    const path = `${folder}/table.csv`;
    let sum = 0;
    const text = function* () {
      yield `${HEADER}\n`;
      let part = "";
      for (const line of csvLines(rows)) {
        sum += Number(line.split(",", 6)[5]);
        part += `${line}\n`;
        if (part.length < 1 << 16) continue;
        yield part;
        part = "";
      }
      yield part;
    };
    const file = createWriteStream(path);
    await pipeline(Readable.from(text()), file);
    const program = `${root}test/data/csv/batches-child.ts`;
    const args = ["--expose-gc", ...flags, "--import", "tsx", program, path];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    return { found: JSON.parse(stdout), sum, bytes: file.bytesWritten };
  } finally {
    await rm(folder, { recursive: true });
  }
}
