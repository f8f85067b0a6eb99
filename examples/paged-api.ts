/**
 * Rows from an HTTP API that gives them page by page, as a stream of typed batches: no page is fetched before it is needed.
 *
 * Run it: npx tsx examples/paged-api.ts. The API is a server inside this file, on a free port of this machine; its rows are
 * examples/data/loans.csv.
 */
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { framesFromRows, type Infer, readCsv, schema, writeCsv } from "@org/mlkit";

const Loan = schema({ age: "number", income: "number?", city: "string", ownCar: "boolean", status: ["paid", "late"] });
type Loan = Infer<typeof Loan>;

/** What the API answers. */
interface Page {
  readonly rows: readonly Loan[];
  /** The number of the next page; null after the last. */
  readonly next: number | null;
}

const PAGE_SIZE = 50;
/** More pages than this API can have: a server that never stops must not keep us for ever. */
const MOST_PAGES = 1000;

/** All rows of the API, one after the other. The next page is fetched when all rows of the one before were taken. */
async function* loansFrom(url: string): AsyncGenerator<Loan> {
  let page: number | null = 0;
  for (let fetched = 0; page !== null; fetched++) {
    if (fetched === MOST_PAGES) throw new Error(`${url} has more than ${MOST_PAGES} pages`);
    const response: Response = await fetch(`${url}?page=${page}`, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`${url}, page ${page}: status ${response.status}`);
    // The rows are checked against the schema when they become a frame.
    const { rows, next }: Page = await response.json();
    yield* rows;
    page = next;
  }
}

const requests: number[] = [];
const server = await serveLoans();
try {
  const url = urlOf(server);

  // 1. Batch by batch, whatever the size of pages: as a model that learns in parts, or a check of what comes in, would read.
  let late = 0;
  let count = 0;
  for await (const batch of framesFromRows(loansFrom(url), { schema: Loan, batchSize: 120 })) {
    count += batch.numRows;
    for (const status of batch.column("status")) if (status === "late") late++;
    console.log(`a batch of ${batch.numRows} rows, ${requests.length} pages fetched so far`);
  }
  console.log(`${count} loans, ${late} of them late`);

  // 2. Whoever stops early leaves the other pages alone.
  requests.length = 0;
  for await (const batch of framesFromRows(loansFrom(url), { schema: Loan, batchSize: 60 })) {
    console.log(`the first ${batch.numRows} rows took ${requests.length} of the pages`);
    break;
  }

  // 3. Straight into another format, with one batch in memory at a time. A path in place of the text would make it a file.
  const csv = await writeCsv(framesFromRows(loansFrom(url), { schema: Loan }));
  console.log(`as CSV: ${csv.trimEnd().split("\n").length} lines, the first ${csv.split("\n", 1)[0]}`);
} finally {
  server.close();
  server.closeAllConnections();
}

/** The API: GET ?page=0, 1, … */
async function serveLoans(): Promise<Server> {
  const loans = await readCsv(fileURLToPath(new URL("data/loans.csv", import.meta.url)), { schema: Loan });
  const api = createServer((request, response) => {
    const page = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("page"));
    const start = page * PAGE_SIZE;
    if (!Number.isInteger(page) || start < 0 || start >= loans.numRows) {
      response.writeHead(404).end();
      return;
    }
    requests.push(page);
    const rows = loans.slice(start, start + PAGE_SIZE).toRows();
    const answer: Page = { rows, next: start + PAGE_SIZE < loans.numRows ? page + 1 : null };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  return api;
}

function urlOf(api: Server): string {
  const address = api.address();
  if (address === null || typeof address === "string") throw new Error("The server is not listening");
  return `http://127.0.0.1:${address.port}/loans`;
}
