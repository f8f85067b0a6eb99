/** Artifacts that were fitted here, and rows to ask them about elsewhere. All of it is JSON, so that it travels to any place. */
import {
  ColumnTransformer,
  DecisionTreeClassifier,
  LogisticRegression,
  OneHotEncoder,
  Pipeline,
  Ridge,
  Rng,
  SimpleImputer,
  StandardScaler,
  serialize,
  sha256,
} from "@org/mlkit";
import type { Case } from "./answer.js";

const TRAIN = 400;
const ASK = 2000;
const CITIES = ["Lima", "Oslo", "Kyiv", "__proto__", "constructor"];

interface Loan {
  age: number;
  income: number | null;
  debt: number;
  city: string | null;
  ownCar: boolean;
}

/** Rows over many magnitudes, with gaps; those to ask about have a city that no model has seen. */
function loans(rng: Rng, count: number, cities: readonly string[]): Loan[] {
  return Array.from({ length: count }, () => ({
    age: 18 + rng.int(60) + rng.float(),
    income: rng.int(6) === 0 ? null : rng.float() * 10 ** rng.int(6),
    debt: (rng.float() - 0.5) * 1e4,
    city: rng.int(9) === 0 ? null : (cities[rng.int(cities.length)] ?? null),
    ownCar: rng.int(2) === 0,
  }));
}

function numbersOf({ age, income, debt }: Loan): number[] {
  return [age, income ?? -1, debt];
}

function mixed(): ColumnTransformer {
  return new ColumnTransformer()
    .add("numbers", new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler()), [
      "age",
      "income",
      "debt",
    ])
    .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "ownCar"]);
}

/** Fits one model of each sort, and makes the rows to ask about. */
export async function makeCases(): Promise<Case[]> {
  const rng = new Rng(2026);
  const train = loans(rng, TRAIN, CITIES);
  const asked = loans(rng, ASK, [...CITIES, "Nowhere"]);
  const noise = train.map(() => rng.float() - 0.5);
  const debts = train.map(({ age, debt }, row) => debt / 1000 + age * 0.1 + (noise[row] ?? 0));
  const late = debts.map((value) => value > 4);
  const grade = debts.map((value) => (value > 6 ? "high" : value > 2 ? "middle" : "low"));
  const trainNumbers = train.map(numbersOf);
  const askedNumbers = asked.map(numbersOf);

  const models = [
    {
      name: "pipeline of two classes",
      model: await new Pipeline().add("features", mixed()).add("model", new LogisticRegression()).fit(train, late),
      rows: asked,
    },
    {
      name: "pipeline of three classes",
      model: await new Pipeline().add("features", mixed()).add("model", new LogisticRegression()).fit(train, grade),
      rows: asked,
    },
    {
      name: "pipeline of a regressor",
      model: await new Pipeline().add("features", mixed()).add("model", new Ridge()).fit(train, debts),
      rows: asked,
    },
    { name: "ridge", model: await new Ridge({ alpha: 0.3 }).fit(trainNumbers, debts), rows: askedNumbers },
    {
      name: "tree",
      model: await new DecisionTreeClassifier({ maxDepth: 8 }).fit(trainNumbers, grade),
      rows: askedNumbers,
    },
  ];
  return Promise.all(
    models.map(async ({ name, model, rows }) => {
      const bytes = serialize(model);
      return { name, artifact: Buffer.from(bytes).toString("base64"), digest: await sha256(bytes), rows };
    }),
  );
}
