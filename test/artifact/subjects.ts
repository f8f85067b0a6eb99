/** Fitted models to store, damage and load again, one of each sort. Add one here, and every test of artifacts takes it too. */
import {
  ColumnTransformer,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type DenseMatrix,
  Frame,
  FunctionTransformer,
  LogisticRegression,
  type Matrix,
  type Model,
  type NamedFunction,
  OneHotEncoder,
  Pipeline,
  Ridge,
  SimpleImputer,
  StandardScaler,
} from "@org/mlkit";

/** A model with something to ask it. */
export interface Subject {
  readonly name: string;
  make(): Promise<Model>;
  /** What the model, or one read from its file, says of a few rows, as JSON. */
  ask(model: Model): unknown;
}

/** The functions that the subjects need. */
export const subjectFunctions: Readonly<Record<string, NamedFunction>> = { double: (x: Matrix) => doubled(x) };

function doubled(x: Matrix): DenseMatrix {
  const dense = x.toDense();
  return dense.withValues(dense.values.map((value) => 2 * value));
}

const rows = Array.from({ length: 24 }, (_, i) => ({
  age: 20 + ((i * 7) % 40),
  income: i % 5 === 0 ? null : 1000 + ((i * 379) % 977),
  city: ["Lima", "Oslo", "__proto__", "constructor"][i % 4] ?? "",
  price: ((i * 31) % 17) + i / 3,
  status: i % 3 === 0 ? "late" : "paid",
}));

const questions = rows.slice(3, 9).map(({ age, income, city }) => ({ age, income, city }));

function features(): ColumnTransformer {
  return new ColumnTransformer()
    .add("numbers", new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler()), [
      "age",
      "income",
    ])
    .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city"]);
}

/** The artifacts that the loader is fuzzed with. */
export const subjects: readonly Subject[] = [
  {
    name: "scaler",
    make: () => new StandardScaler().fit(rows.map(({ age, price }) => [age, price])),
    ask: (model) =>
      answer(model, [
        [30, 2.5],
        [Number.NaN, 0],
      ]),
  },
  {
    name: "encoder with many categories",
    make: () => {
      const word = Array.from({ length: 90 }, (_, i) => (i === 7 ? "__proto__" : `слово ${i}`));
      return new OneHotEncoder().fit(Frame.fromColumns({ word }));
    },
    ask: (model) => answer(model, [{ word: "слово 3" }, { word: "__proto__" }]),
  },
  {
    name: "pipeline with a regressor",
    make: () => {
      const table = rows.map(({ status: _, ...row }) => row);
      return new Pipeline().add("features", features()).add("model", new Ridge()).fit(Frame.fromRows(table), "price");
    },
    ask: (model) => answer(model, questions),
  },
  {
    name: "pipeline with a classifier",
    make: () => {
      const table = rows.map(({ price: _, ...row }) => row);
      return new Pipeline()
        .add("features", features())
        .add("model", new LogisticRegression())
        .fit(Frame.fromRows(table), "status");
    },
    ask: (model) => answer(model, questions),
  },
  {
    name: "tree that classifies",
    make: () => {
      const label = rows.map(({ city }) => city);
      return new DecisionTreeClassifier({ maxDepth: 4 }).fit(
        rows.map(({ age, price }) => [age, price]),
        label,
      );
    },
    ask: (model) =>
      answer(model, [
        [30, 2.5],
        [55, 14],
      ]),
  },
  {
    name: "tree that regresses",
    make: () =>
      new DecisionTreeRegressor().fit(
        rows.map(({ age }, i) => [age, i % 7]),
        rows.map(({ price }) => price),
      ),
    ask: (model) =>
      answer(model, [
        [30, 2.5],
        [55, 14],
      ]),
  },
  {
    name: "pipeline with a function",
    make: () => {
      const double = new FunctionTransformer({ name: "double" }, doubled);
      return new Pipeline()
        .add("double", double)
        .add("scale", new StandardScaler())
        .fit(rows.map(({ age, price }) => [age, price]));
    },
    ask: (model) => answer(model, [[30, 2.5]]),
  },
];

/** All that a model says of a table, as plain data. */
function answer(model: Model, table: readonly object[]): unknown {
  const asked = ["transform", "predict", "predictProba"].map((method) => tell(call(model, method, table)));
  const one = ["predictOne", "predictProbaOne"].flatMap((method) => table.map((row) => tell(call(model, method, row))));
  return [...asked, ...one];
}

function call(model: Model, method: string, input: unknown): unknown {
  const found: unknown = Reflect.get(model, method);
  return typeof found === "function" ? found.call(model, input) : undefined;
}

function tell(value: unknown): unknown {
  if (value instanceof Frame) return value.toRows();
  if (typeof value === "object" && value !== null && "toDense" in value && typeof value.toDense === "function") {
    return tell(value.toDense().values);
  }
  // Text keeps NaN and -0 apart from null and 0.
  return value instanceof Float64Array
    ? Array.from(value, (item) => (Object.is(item, -0) ? "-0" : String(item)))
    : value;
}
