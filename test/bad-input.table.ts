/**
 * Kinds of bad input, one row each: what is done, and the error that it has to give. The error names what was given and what
 * was expected, and says what to do about it.
 */
import {
  type AnyRow,
  accuracyScore,
  ColumnTransformer,
  chi2,
  confusionMatrix,
  DecisionTreeClassifier,
  DenseMatrix,
  defineEstimator,
  deserialize,
  type ErrorCode,
  expectations,
  FileStore,
  Frame,
  FunctionTransformer,
  f1Score,
  inspect,
  KFold,
  type Label,
  LinearRegression,
  LogisticRegression,
  load,
  logLoss,
  Matrix,
  MemoryStore,
  OneHotEncoder,
  Pipeline,
  Ridge,
  readCsv,
  recipeFromJson,
  rocAucScore,
  SimpleImputer,
  SMOTE,
  SplineTransformer,
  StandardScaler,
  save,
  schema,
  serialize,
  trainTestSplit,
  VarianceThreshold,
} from "@org/mlkit";

/** One kind of bad input. */
export interface BadInput {
  /** What is wrong, in a few words. */
  readonly name: string;
  readonly run: () => unknown;
  readonly code: ErrorCode;
  /** Pieces of the message: what was given, and what was expected. */
  readonly says: readonly string[];
  /** A piece of the remedy. */
  readonly remedy: string;
}

/** Lets wrong types through, as they come from JavaScript and from JSON. */
const wrong = (value: unknown): never => value as never;

const rows: AnyRow[] = Array.from({ length: 12 }, (_, row) => ({
  age: 20 + row,
  income: row % 4 === 0 ? null : 100 * row,
  city: ["Lima", "Oslo", "Quito"][row % 3],
  status: row % 2 === 0 ? "paid" : "late",
}));
const loans: Frame<AnyRow> = Frame.fromRows(rows);
const numbers: AnyRow[] = rows.map(({ age, status }) => ({ age, half: age / 2, status }));
const strict = schema({ age: "number", city: "string", status: ["paid", "late"] });
const x = Matrix.fromRows(numbers.map(({ age, half }) => [age, half]));
const y: Label[] = rows.map(({ status }) => status);

const pipeline = () =>
  new Pipeline()
    .add(
      "features",
      new ColumnTransformer()
        .add("numbers", new Pipeline().add("impute", new SimpleImputer()).add("scale", new StandardScaler()), [
          "age",
          "income",
        ])
        .add("places", new OneHotEncoder(), ["city"]),
    )
    .add("model", new LogisticRegression());
const fitted = () => pipeline().fit(loans, "status");
const scaled = () => new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression());
const csv = (text: string, options: object = {}) => readCsv({ text }, options);

/** The bytes of a model, one of them changed. */
async function damaged(change: (bytes: Uint8Array) => Uint8Array): Promise<Uint8Array> {
  return change(serialize(await new StandardScaler().fit(x)));
}

const Foreign = defineEstimator({
  kind: "acme/Foreign",
  task: "regress",
  params: {},
  learn: () => ({}),
  parse: () => ({}),
  predict: (_, asked) => new Float64Array(asked.rows),
});

const files: readonly BadInput[] = [
  {
    name: "a file that is not there",
    run: () => readCsv("no/such/file.csv"),
    code: "FILE_READ",
    says: ['given: "no/such/file.csv"', "expected: the path of a file that is there"],
    remedy: "Check the path and the rights (ENOENT: no",
  },
  {
    name: "an empty file",
    run: () => csv(""),
    code: "CSV_EMPTY",
    says: ["The CSV is empty", "expected: a header line, then rows"],
    remedy: "Check what was written into it",
  },
  {
    name: "a file of a header alone",
    run: () => csv("age,status\n"),
    code: "CSV_EMPTY",
    says: ["a header but no rows", "at least one row"],
    remedy: "Give a schema",
  },
  {
    name: "a file of a header alone, by a schema",
    run: async () => scaled().fit(await csv("age,city,status\n", { schema: strict }), "status"),
    code: "DATA_EMPTY",
    says: ["0 rows × 2 columns", "at least one row"],
    remedy: "Check what was read",
  },
  {
    name: "a ragged line",
    run: () => csv("age,city\n31,Lima\n40\n"),
    code: "CSV_SYNTAX",
    says: ['given: 1: ["40"]', "expected: 2, as many as there are columns"],
    remedy: "Mend the line, quote cells that hold the",
  },
  {
    name: "a stray quote",
    run: () => csv('age,city\n31,"Lima\n'),
    code: "CSV_SYNTAX",
    says: ['given: "Quote Not Closed: the parsing is', "expected: quotes around a whole cell, and"],
    remedy: "Mend the line, or state how the file",
  },
  {
    name: "a header with a name twice",
    run: () => csv("age,age\n1,2\n"),
    code: "CSV_HEADER",
    says: ["given: columns 1 and 2", "expected: a different name for each column"],
    remedy: "Rename one of them in the file, or take out",
  },
  {
    name: "another encoding than said",
    run: () => readCsv(Uint8Array.of(0x61, 0x0a, 0x4d, 0xfc, 0x0a)),
    code: "CSV_ENCODING",
    says: ["The CSV, line 2, is not written in utf-8", "expected: bytes that are text in utf-8"],
    remedy: "State the encoding: { encoding:",
  },
  {
    name: "another delimiter than said",
    run: () => csv("age;city;status\n31;Lima;paid\n", { schema: strict }),
    code: "CSV_HEADER",
    says: ["given: columns 'age;city;status'", "expected: a column 'age'"],
    remedy: "Add the column to the file, or take it out",
  },
  {
    name: "a cell of another type than the schema's",
    run: () => csv("age,city,status\nold,Lima,paid\n", { schema: strict }),
    code: "CSV_CELL",
    says: ['given: "old"', "expected: a number"],
    remedy: "Mend the cell, or state how the file writes",
  },
  {
    name: "a cell outside the closed set",
    run: () => csv("age,city,status\n31,Lima,unpaid\n", { schema: strict }),
    code: "CSV_CELL",
    says: ['given: "unpaid"', 'expected: one of "paid", "late"'],
    remedy: "Mend the cell, or widen the column's type",
  },
  {
    name: "an empty cell where none may be missing",
    run: () => csv("age,city,status\n,Lima,paid\n", { schema: strict }),
    code: "CSV_CELL",
    says: ["given: nothing", "expected: a number"],
    remedy: "Mend the cell, declare the column with '?'",
  },
  {
    name: "an unknown option of readCsv",
    run: () => csv("a\n1\n", { delimeter: ";" }),
    code: "PARAM_UNKNOWN",
    says: ["readCsv has no option 'delimeter'", "expected: 'schema', 'types', 'header'"],
    remedy: "Write 'delimiter' if that is what you meant",
  },
];

const tables: readonly BadInput[] = [
  {
    name: "a schema with no such type",
    run: () => schema({ age: wrong("float") }),
    code: "SCHEMA_INVALID",
    says: ['given: "float"', "expected: 'number', 'boolean', 'string'"],
    remedy: "Write the column's type so",
  },
  {
    name: "a cell of another type",
    run: () => Frame.fromRows([{ age: "31", city: "Lima", status: "paid" }], { schema: wrong(strict) }),
    code: "CELL_TYPE",
    says: ['given: "31"', "expected: a number"],
    remedy: "Give a value of that type; numbers written",
  },
  {
    name: "null in a column that is not nullable",
    run: () => Frame.fromRows([{ age: null, city: "Lima", status: "paid" }], { schema: wrong(strict) }),
    code: "CELL_MISSING",
    says: ["given: null", "expected: a number"],
    remedy: "Give the value, or declare the column with",
  },
  {
    name: "a column of several types",
    run: () => Frame.fromRows([{ age: 31 }, { age: "old" }]),
    code: "COLUMN_TYPE",
    says: ['given: "old"', "expected: a number, as in the rows before"],
    remedy: "Give the column one type, or state it in a",
  },
  {
    name: "an unknown column",
    run: () => loans.column("incone"),
    code: "COLUMN_MISSING",
    says: ["given: columns 'age', 'income', 'city'"],
    remedy: "Write 'income' if that is what you meant",
  },
  {
    name: "columns of different lengths",
    run: () => Frame.fromColumns({ a: [1, 2], b: [1] }),
    code: "DATA_SHAPE",
    says: ["given: 1 rows", "expected: 2 rows"],
    remedy: "Give all columns the same number of values",
  },
  {
    name: "ragged rows of numbers",
    run: () => Matrix.fromRows([[1, 2], [3]]),
    code: "DATA_SHAPE",
    says: ["given: 1 values", "expected: 2 values"],
    remedy: "Give all rows the same length, with NaN for",
  },
  {
    name: "text among rows of numbers",
    run: () => Matrix.fromRows(wrong([[1, "2"]])),
    code: "DATA_SHAPE",
    says: ['given: "2"', "expected: a number, or NaN where it is"],
    remedy: "Convert the value, or give row objects and",
  },
  {
    name: "what is no table",
    run: () => new StandardScaler().fit(wrong("loans.csv")),
    code: "DATA_SHAPE",
    says: ['given: "loans.csv"', "expected: a Frame, a table of apache-arrow, a Matrix"],
    remedy: "Read files with readCsv, make a frame with",
  },
  {
    name: "CSR parts that do not fit",
    run: () =>
      Matrix.fromCsr({ values: Float64Array.of(1), indices: Int32Array.of(3), indptr: Int32Array.of(0, 1) }, 1, 2),
    code: "DATA_SHAPE",
    says: ["given: column 3 in row 0", "expected: indptr of rows + 1 ascending"],
    remedy: "Sort the columns of each row, without",
  },
];

const splits: readonly BadInput[] = [
  {
    name: "a test part larger than the table",
    run: () => trainTestSplit(loans, { testSize: 40 }),
    code: "SPLIT_INVALID",
    says: ["given: -28 to train on and 40 to test on", "expected: at least one of each, together at"],
    remedy: "Change testSize or trainSize, or give more",
  },
  {
    name: "a negative test part",
    run: () => trainTestSplit(loans, { testSize: -0.3 }),
    code: "PARAM_INVALID",
    says: ["given: -0.3", "expected: a share between 0 and 1, or a"],
    remedy: "Write testSize: 0.25 for a quarter of the",
  },
  {
    name: "strata with a class of one row",
    run: () =>
      trainTestSplit(Frame.fromRows<AnyRow>([...rows, { ...rows[0], status: "lost" }]), {
        testSize: 0.3,
        stratify: "status",
      }),
    code: "SPLIT_INVALID",
    says: ["given: 1 row", "expected: at least 2 rows of each class"],
    remedy: "Drop the class, give more rows of it, or",
  },
  {
    name: "more folds than rows",
    run: () => [...new KFold({ nSplits: 20 }).split(loans)],
    code: "SPLIT_INVALID",
    says: ["given: 12 rows", "expected: at least 20"],
    remedy: "Take fewer folds with nSplits, or give more",
  },
];

const targets: readonly BadInput[] = [
  {
    name: "a target column that is missing",
    run: () => scaled().fit(wrong(numbers), wrong("stats")),
    code: "TARGET_MISSING",
    says: ["given: columns 'age', 'half', 'status'"],
    remedy: "Name a column of the frame, or give the",
  },
  {
    name: "no target",
    run: () => new Ridge().fit(x, wrong(undefined)),
    code: "TARGET_MISSING",
    says: ["given: undefined", "expected: one value a row, or the name of a"],
    remedy: "Give the target as the second argument of",
  },
  {
    name: "a target that is also a feature",
    run: () =>
      new Pipeline()
        .add("features", new ColumnTransformer().add("places", new OneHotEncoder(), ["city", "status"]))
        .add("model", new LogisticRegression())
        .fit(loans, "status"),
    code: "TARGET_IS_FEATURE",
    says: ["Column 'status' is both the target and a feature of stage"],
    remedy: "Take 'status' out of the columns of",
  },
  {
    name: "a single class",
    run: () =>
      new LogisticRegression().fit(
        x,
        y.map(() => "paid"),
      ),
    code: "TARGET_ONE_CLASS",
    says: ['given: only "paid"', "expected: two or more different labels"],
    remedy: "Check how the rows were filtered or split",
  },
  {
    name: "a target that is too short",
    run: () => new LogisticRegression().fit(x, y.slice(1)),
    code: "TARGET_LENGTH",
    says: ["given: 11 values", "expected: 12"],
    remedy: "Give the target of the same rows as the",
  },
  {
    name: "a target with null",
    run: () => new LogisticRegression().fit(x, y.with(3, wrong(null))),
    code: "TARGET_INVALID",
    says: ["given: null", "expected: a string, as in the rows before"],
    remedy: "Drop the rows without a label, for example",
  },
  {
    name: "a target of several types",
    run: () => new DecisionTreeClassifier().fit(x, y.with(3, 1)),
    code: "TARGET_INVALID",
    says: ["given: 1", "expected: a string, as in the rows before"],
    remedy: "Give all labels one type: strings, numbers",
  },
  {
    name: "labels for a regressor",
    run: () => new LinearRegression().fit(x, wrong(y)),
    code: "TARGET_INVALID",
    says: ['given: "paid"', "expected: a finite number"],
    remedy: "Drop or mend the rows without a target; for",
  },
];

const values: readonly BadInput[] = [
  {
    name: "a selection that keeps nothing",
    run: () => new VarianceThreshold({ threshold: 1e6 }).fit(x),
    code: "SELECTION_EMPTY",
    says: ["would keep no column", "expected: at least one that passes the threshold, 1000000"],
    remedy: "Lower the threshold",
  },
  {
    name: "a value beyond the knots of splines",
    run: async () => (await new SplineTransformer({ extrapolation: "error" }).fit(x)).transform([[99, 10]]),
    code: "DATA_RANGE",
    says: ["Column 'x0' has a value beyond the knots", "given: 99", "expected: numbers from 20 to 31"],
    remedy: "Choose another extrapolation",
  },
  {
    name: "negative counts",
    run: () => chi2([[1], [-2]], ["a", "b"]),
    code: "DATA_RANGE",
    says: ["chi2 reads counts", "given: values down to -2", "expected: numbers ≥ 0"],
    remedy: "score them with fClassif",
  },
  {
    name: "NaN where it is not read",
    run: () => new LogisticRegression().fit([[1], [Number.NaN]], ["a", "b"]),
    code: "DATA_NOT_FINITE",
    says: ["given: 1 such values in columns 'x0'", "expected: finite numbers"],
    remedy: "Put a SimpleImputer before it, drop these",
  },
  {
    name: "∞",
    run: () => new StandardScaler().fit([[1], [Number.POSITIVE_INFINITY]]),
    code: "DATA_NOT_FINITE",
    says: ["given: 1 such values in columns 'x0'", "expected: finite numbers, or NaN where a"],
    remedy: "Replace or drop the infinite values, for",
  },
  {
    name: "a table without rows",
    run: () => new Ridge().fit(wrong(x.take([])), []),
    code: "DATA_EMPTY",
    says: ["given: 0 rows × 2 columns", "expected: at least one row and one column"],
    remedy: "Check what was read, filtered or selected",
  },
  {
    name: "a column of strings for a numeric stage",
    run: () => new StandardScaler().fit(loans),
    code: "COLUMN_TYPE",
    says: ["given: string", "expected: number, boolean or vector columns"],
    remedy: "Encode strings with OneHotEncoder in a",
  },
  {
    name: "sparse rows where they are not read",
    run: () =>
      new StandardScaler().fit(
        Matrix.fromCsr({ values: Float64Array.of(1), indices: Int32Array.of(0), indptr: Int32Array.of(0, 1) }, 1, 2),
      ),
    code: "DATA_SPARSE",
    says: ["given: a CSR matrix of 1 × 2", "expected: a dense matrix"],
    remedy: "Call toDense() on it if it fits into memory",
  },
  {
    name: "negative weights",
    run: () => new Ridge().fit([[1], [2]], [1, 2], { sampleWeight: [1, -1] }),
    code: "WEIGHT_INVALID",
    says: ["given: -1", "expected: finite numbers ≥ 0, at least one"],
    remedy: "Give one such weight for each row, or leave",
  },
  {
    name: "weights for what weighs no rows",
    run: () => new OneHotEncoder().fit(loans.select("city"), undefined, { sampleWeight: rows.map(() => 1) }),
    code: "NOT_SUPPORTED",
    says: ["given: the option sampleWeight of fit"],
    remedy: "Leave it out, or choose an estimator that",
  },
  {
    name: "a column without any value to impute from",
    run: () => new SimpleImputer().fit([[Number.NaN], [Number.NaN]]),
    code: "DATA_EMPTY",
    says: ["given: missing values alone", "expected: at least one value in each column"],
    remedy: "Drop these columns, or write",
  },
];

const recipes: readonly BadInput[] = [
  {
    name: "an unknown hyper-parameter",
    run: () => new Ridge(wrong({ alfa: 1 })),
    code: "PARAM_UNKNOWN",
    says: ["Ridge has no option 'alfa'", "expected: 'alpha', 'fitIntercept'"],
    remedy: "Write 'alpha' if that is what you meant, or",
  },
  {
    name: "a hyper-parameter that does not fit",
    run: () => new LogisticRegression({ C: -1 }),
    code: "PARAM_INVALID",
    says: ["given: -1", "expected: a finite number > 0"],
    remedy: "Give C such a value, or leave it out for",
  },
  {
    name: "a path to no parameter",
    run: () => scaled().withParams(wrong({ "model.D": 1 })),
    code: "PARAM_UNKNOWN",
    says: ["LogisticRegression has no option 'D'", "expected: 'C', 'penalty', 'l1Ratio'"],
    remedy: "Write 'C' if that is what you meant, or",
  },
  {
    name: "a stage's name that is taken",
    run: () => new Pipeline().add("scale", new StandardScaler()).add(wrong("scale"), new StandardScaler()),
    code: "STAGE_NAME",
    says: ['given: "scale"', "expected: a string that is not empty"],
    remedy: "Choose another name; dots are kept for",
  },
  {
    name: "a stage's name with a dot",
    run: () => new Pipeline().add("scale.all", new StandardScaler()),
    code: "STAGE_NAME",
    says: ['given: "scale.all"', "expected: a string that is not empty"],
    remedy: "Choose another name; dots are kept for",
  },
  {
    name: "a stage after one that predicts",
    run: () => new Pipeline().add("model", new Ridge()).add("scale", wrong(new StandardScaler())),
    code: "STAGE_ORDER",
    says: ["Stage 'scale' cannot follow 'model', which predicts", "expected: the stage that predicts as the"],
    remedy: "Add 'scale' before 'model'",
  },
  {
    name: "what is no stage",
    run: () => new Pipeline().add("scale", wrong(StandardScaler)),
    code: "STAGE_INVALID",
    says: ["given: a function", "expected: an estimator, such as new"],
    remedy: "Give the estimator itself, not its class or",
  },
  {
    name: "a pipeline without stages",
    run: () => new Pipeline().fit(wrong(loans), wrong("status")),
    code: "PIPELINE_EMPTY",
    says: ["The pipeline has no stages", "expected: at least one stage"],
    remedy: "Add stages with add(name, estimator)",
  },
  {
    name: "a function without a name",
    run: () => new FunctionTransformer({ name: "" }, (table: Matrix) => table),
    code: "STAGE_INVALID",
    says: ['given: "" and a function', "expected: a name that is not empty"],
    remedy: "Write new FunctionTransformer(",
  },
  {
    name: "a recipe of an unknown kind",
    run: () => recipeFromJson({ kind: "Rigde" }),
    code: "KIND_UNKNOWN",
    says: ['There is no kind of estimator named "Rigde"', "expected: one of 'ColumnTransformer'"],
    remedy: "Write 'Ridge' if that is what you meant, or",
  },
];

const predicting: readonly BadInput[] = [
  {
    name: "an unseen category",
    run: async () => (await fitted()).predict(wrong([{ ...rows[1], city: "Rome" }])),
    code: "CATEGORY_UNKNOWN",
    says: ['given: "Rome" in row 0', 'expected: one of "Lima", "Oslo", "Quito"'],
    remedy: "Write OneHotEncoder({ handleUnknown:",
  },
  {
    name: "a row without a column",
    run: async () => (await fitted()).predictOne(wrong({ age: 31, income: null })),
    code: "COLUMN_MISSING",
    says: ["given: columns 'age', 'income'"],
    remedy: "Give every column that the pipeline reads",
  },
  {
    name: "a number as text in a row",
    run: async () => (await fitted()).predictOne(wrong({ age: "31", income: null, city: "Lima" })),
    code: "CELL_TYPE",
    says: ['given: "31"', "expected: a number or null"],
    remedy: "Give a value of that type; numbers written",
  },
  {
    name: "a column that changed its type since the fit",
    run: async () =>
      (await fitted()).predict(
        wrong(
          loans.withColumn(
            "age",
            rows.map(({ age }) => `${age}`),
          ),
        ),
      ),
    code: "COLUMN_TYPE",
    says: ["given: a string or null", "expected: a number or null"],
    remedy: "Read both with one schema: pass the first",
  },
  {
    name: "a matrix with another number of columns",
    run: async () =>
      (
        await new Ridge().fit(
          x,
          rows.map(({ age }) => age),
        )
      ).predict([[1, 2, 3]]),
    code: "COLUMN_MISMATCH",
    says: ["given: 3 columns", "expected: 2 columns: 'x0', 'x1'"],
    remedy: "Give the same columns in the same order as",
  },
  {
    name: "a matrix with columns of other names",
    run: async () =>
      (await new StandardScaler().fit(new DenseMatrix(x.values, x.rows, 2, { names: ["age", "half"] }))).transform(
        new DenseMatrix(x.values, x.rows, 2, { names: ["half", "age"] }),
      ),
    code: "COLUMN_MISMATCH",
    says: ["given: 'half'", "expected: 'age'"],
    remedy: "Give the columns in the order of the fit",
  },
  {
    name: "∞ in a served row",
    run: async () => (await fitted()).predictOne(wrong({ age: Number.POSITIVE_INFINITY, income: 1, city: "Lima" })),
    code: "DATA_NOT_FINITE",
    says: ["given: 1 such values in columns 'age'", "expected: finite numbers, or NaN where a"],
    remedy: "Replace or drop the infinite values, for",
  },
];

const storing: readonly BadInput[] = [
  {
    name: "an artifact that is cut off",
    run: async () => deserialize(await damaged((bytes) => bytes.slice(0, -8))),
    code: "ARTIFACT_TRUNCATED",
    says: ["given: 696 bytes", "expected: 704 bytes"],
    remedy: "Do not use this file: it was damaged, cut",
  },
  {
    name: "bytes that are no artifact",
    run: () => deserialize(new TextEncoder().encode("age,status\n31,paid\n")),
    code: "ARTIFACT_TRUNCATED",
    says: ["or it is no artifact", "given: 19 bytes"],
    remedy: "Do not use this file: it was damaged, cut",
  },
  {
    name: "an artifact of an unknown kind",
    run: async () =>
      deserialize(
        serialize(
          await new Foreign().fit(
            x,
            rows.map(() => 1),
          ),
        ),
      ),
    code: "KIND_UNKNOWN",
    says: ["given: kinds 'ColumnTransformerModel'"],
    remedy: "If the kind is your own, pass it in kinds:",
  },
  {
    name: "an artifact of another kind than asked for",
    run: async () => deserialize(await damaged((bytes) => bytes), { as: new Ridge() }),
    code: "ARTIFACT_TYPE",
    says: ["given: StandardScalerModel", "expected: LinearRegressorModel, from Ridge"],
    remedy: "Load it with the recipe that it was fitted",
  },
  {
    name: "another file than its digest says",
    run: async () => deserialize(await damaged((bytes) => bytes), { sha256: "0".repeat(64) }),
    code: "ARTIFACT_DIGEST",
    says: ["given: ", "expected: 0000000000"],
    remedy: "Do not use it: fetch it again, and check",
  },
  {
    name: "a function that is not passed at load",
    run: async () =>
      deserialize(serialize(await new FunctionTransformer({ name: "same" }, (table: Matrix) => table).fit(x))),
    code: "FUNCTION_UNKNOWN",
    says: ['needs the function "same"', "given: functions none"],
    remedy: "Pass it by name, as in load(",
  },
  {
    name: "a store key that climbs out",
    run: () => new FileStore("artifacts").get("../secrets"),
    code: "STORE_KEY",
    says: ['given: "../secrets"', "expected: names that do not start with a dot"],
    remedy: "Use names of letters, digits, '.', '-' and",
  },
  {
    name: "a key without an object",
    run: () => load(new MemoryStore(), "loan-risk"),
    code: "STORE_NOT_FOUND",
    says: ['There is nothing under the key "loan-risk"'],
    remedy: "See what list() gives, or save a model",
  },
  {
    name: "a key that is taken, where none may be",
    run: async () => {
      const store = new MemoryStore();
      const model = await new StandardScaler().fit(x);
      await save(model, store, "scaler", { ifNoneMatch: "*" });
      return save(model, store, "scaler", { ifNoneMatch: "*" });
    },
    code: "STORE_CONFLICT",
    says: ["given: an object with etag", "expected: none"],
    remedy: "Read what is there now, decide, and write",
  },
  {
    name: "an artifact to look into that is none",
    run: () => inspect(new Uint8Array(4)),
    code: "ARTIFACT_TRUNCATED",
    says: ["given: 4 bytes", "expected: 8 bytes"],
    remedy: "Do not use this file: it was damaged, cut",
  },
  {
    name: "work that was aborted",
    run: () => fittedWith(AbortSignal.abort()),
    code: "ABORTED",
    says: ["The work was aborted by its signal"],
    remedy: "Nothing was changed; call again without",
  },
];

function fittedWith(signal: AbortSignal): Promise<unknown> {
  return pipeline().fit(loans, "status", { signal });
}

const metrics: readonly BadInput[] = [
  {
    name: "a positive label that is not there",
    run: () => f1Score(y, y, { posLabel: "lost" }),
    code: "LABEL_UNKNOWN",
    says: ['given: "lost"', 'expected: one of "late", "paid"'],
    remedy: "Set posLabel to one of these",
  },
  {
    name: "no positive label for text",
    run: () => f1Score(y, y),
    code: "PARAM_INVALID",
    says: ['given: the labels "late", "paid"', "expected: posLabel"],
    remedy: "Set posLabel to the label whose score you",
  },
  {
    name: "a label that the metric is not told of",
    run: () => confusionMatrix(y, y.with(0, "lost"), { labels: ["lost"] }),
    code: "LABEL_UNKNOWN",
    says: ['given: "lost"', 'expected: some of "late", "lost", "paid"'],
    remedy: "Name labels that occur, or leave labels out",
  },
  {
    name: "predictions of another length",
    run: () => accuracyScore(y, y.slice(1)),
    code: "DATA_SHAPE",
    says: ["given: 12 and 11 rows", "expected: one value for each row in both"],
    remedy: "Compare the predictions with the targets of",
  },
  {
    name: "probabilities above 1",
    run: () => logLoss([0, 1], [0.5, 1.5]),
    code: "PROBABILITY_INVALID",
    says: ["given: 1.5 in row 1", "expected: numbers from 0 to 1"],
    remedy: "Hand over what predictProba gave; scores of",
  },
  {
    name: "a metric of one class alone",
    run: () => rocAucScore([1, 1], [0.2, 0.8]),
    code: "METRIC_UNDEFINED",
    says: ["given: no rows that are 1, or none that"],
    remedy: "Score rows in which every class occurs",
  },
];

const sampling: readonly BadInput[] = [
  {
    name: "a class with too few rows for neighbours",
    run: () =>
      new SMOTE().fitResample(
        x,
        rows.map((_, row) => (row < 3 ? "rare" : "usual")),
      ),
    code: "CLASS_TOO_SMALL",
    says: ['3 rows of class "rare"', "at least 6 rows"],
    remedy: "Give a kNeighbors of 2 or less",
  },
  {
    name: "categories for SMOTE",
    run: () => new SMOTE().fitResample(loans, "status"),
    code: "COLUMN_TYPE",
    says: ["between two categories there is nothing: 'city'", "columns of numbers"],
    remedy: "OneHotEncoder",
  },
  {
    name: "a sampler as the last stage",
    run: () => new Pipeline([{ name: "even", stage: new SMOTE() }]).fit(x, y),
    code: "STAGE_ORDER",
    says: ["Nothing learns from what the sampler 'even' gives", "'even' as the last stage"],
    remedy: "fitResample",
  },
];

const quality: readonly BadInput[] = [
  {
    name: "data that fail what is expected of them",
    run: () => expectations([{ check: "range", column: "age", max: 30 }]).enforce(loans),
    code: "DATA_QUALITY",
    says: [
      "fail 1 of 1 expectation",
      "12 rows, of which: 'age' is at most 30, but: from 20 to 31, in 1 row (row 11: 31)",
    ],
    remedy: "the whole report is in the error's data",
  },
  {
    name: "a range of strings",
    run: () => expectations([{ check: "range", column: "city", max: 30 }]).check(loans),
    code: "COLUMN_TYPE",
    says: ["'range' cannot be held against column 'city'", "a string column", "a number column"],
    remedy: "check how the column was read",
  },
  {
    name: "an expectation of no known kind",
    run: () => expectations([wrong({ check: "ranges", column: "age" })]),
    code: "PARAM_INVALID",
    says: ["Expectation 0 ('ranges'), check", "'range'"],
    remedy: "Give check such a value",
  },
];

export const badInputs: readonly BadInput[] = [
  ...files,
  ...tables,
  ...splits,
  ...targets,
  ...values,
  ...recipes,
  ...predicting,
  ...storing,
  ...metrics,
  ...sampling,
  ...quality,
];
