/**
 * What is measured otherwise than by timing tasks beside peers: how good models are, how a server fares while one learns. A study makes its own
 * table; the harness adds the machine and the date, and keeps it among the results.
 */

/** A cell of a study's table, as a reader sees it. */
export type Row = readonly string[];

/** What a study found. */
export interface Findings {
  readonly head: Row;
  readonly rows: readonly Row[];
  readonly versions: Readonly<Record<string, string>>;
  /** How the figures came about: how many runs, what an interval is. */
  readonly method: string;
  /** The same figures as data. */
  readonly data: object;
}

/** Something that is found out rather than timed. One file in `bench/cases/`, as a case. */
export interface Study {
  /** One line on what is found out. */
  readonly about: string;
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[];
  /** Measures. `say` shows how far it is. `runs` is what the command line asks for. */
  study(options: { readonly say: (progress: string) => void; readonly runs: number | undefined }): Promise<Findings>;
}
