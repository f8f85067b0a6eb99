/**
 * What the compiler refuses, and with which words; and, beside each refusal, what it has to allow.
 */
import { expect, test } from "vitest";
import { compile } from "./compile.js";

const PRELUDE = `
import {
  AdaBoostClassifier, BaggingRegressor, ColumnTransformer, CountVectorizer, DecisionTreeClassifier, FeatureUnion, Frame, FunctionTransformer, HashingVectorizer, LinearRegression, LogisticRegression, Matrix, MemoryStore,
  OneHotEncoder, Pipeline, RandomOverSampler, RandomUnderSampler, Ridge, SMOTE, SimpleImputer, StackingClassifier, StandardScaler, TfidfTransformer, TfidfVectorizer, TransformedTargetRegressor, VotingClassifier, VotingRegressor, expectations, f1Score, load, schema, trainTestSplit, type Infer,
} from "@org/mlkit";
const Loan = schema({ age: "number", income: "number?", city: "string", ownCar: "boolean", status: ["paid", "late"] });
type Loan = Infer<typeof Loan>;
declare const loans: Frame<Loan>;
const features = ColumnTransformer.for<Loan>()
  .add("numbers", new StandardScaler(), ["age", "income"])
  .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "ownCar"]);
const pipeline = new Pipeline().add("features", features).add("model", new LogisticRegression({ C: 1 }));
const regression = new Pipeline().add("features", features).add("model", new Ridge());
declare const store: MemoryStore;
`;

/** Each: what is refused, the code, a piece of the message, and the nearest code that is allowed. */
const REFUSALS: readonly (readonly [what: string, refused: string, message: RegExp, allowed: string])[] = [
  [
    "predict on a recipe",
    "pipeline.predict(loans);",
    /Property 'predict' does not exist/,
    "(await pipeline.fit(loans, 'status')).predict(loans);",
  ],
  [
    "predict on a single recipe",
    "new Ridge().predict([[1]]);",
    /Property 'predict' does not exist/,
    "(await new Ridge().fit([[1]], [1])).predict([[1]]);",
  ],
  [
    "a column that the row type lacks",
    "ColumnTransformer.for<Loan>().add('n', new StandardScaler(), ['agee']);",
    /'"agee"' is not assignable to type .*Did you mean '"age"'/s,
    "ColumnTransformer.for<Loan>().add('n', new StandardScaler(), ['age']);",
  ],
  [
    "a numeric stage on a string column",
    "ColumnTransformer.for<Loan>().add('n', new StandardScaler(), ['city']);",
    /'"city"' is not assignable to type/,
    "ColumnTransformer.for<Loan>().add('n', new OneHotEncoder(), ['city']);",
  ],
  [
    "a stage of texts on a number column",
    "ColumnTransformer.for<Loan>().add('t', new TfidfVectorizer(), ['age']);",
    /'"age"' is not assignable to type/,
    "ColumnTransformer.for<Loan>().add('t', new TfidfVectorizer(), ['city']);",
  ],
  [
    "a stage of texts behind one that gives numbers",
    "new Pipeline().add('s', new StandardScaler()).add('t', new HashingVectorizer());",
    /this stage cannot read what the stage before gives/,
    "new Pipeline().add('t', new HashingVectorizer()).add('s', new TfidfTransformer());",
  ],
  [
    "a pipeline of texts fitted on a number column",
    "new Pipeline().add('t', new CountVectorizer()).add('m', new LogisticRegression()).fit(loans.select('age', 'status'), 'status');",
    /cannot read column 'age'/,
    "new Pipeline().add('t', new CountVectorizer()).add('m', new LogisticRegression()).fit(loans.select('city', 'status'), 'status');",
  ],
  [
    "the median of a string column",
    "ColumnTransformer.for<Loan>().add('n', new SimpleImputer({ strategy: 'median' }), ['city']);",
    /'"city"' is not assignable/,
    "ColumnTransformer.for<Loan>().add('n', new SimpleImputer({ strategy: 'mostFrequent' }), ['city']);",
  ],
  [
    "a pipeline of numeric stages on a string column",
    "ColumnTransformer.for<Loan>().add('n', new Pipeline().add('i', new SimpleImputer({ strategy: 'mostFrequent' })).add('s', new StandardScaler()), ['city']);",
    /'"city"' is not assignable/,
    "ColumnTransformer.for<Loan>().add('n', new Pipeline().add('i', new SimpleImputer({ strategy: 'mostFrequent' })).add('e', new OneHotEncoder()), ['city']);",
  ],
  [
    "passing a string column through",
    "ColumnTransformer.for<Loan>().add('n', 'passthrough', ['city']);",
    /'"city"' is not assignable/,
    "ColumnTransformer.for<Loan>().add('n', 'passthrough', ['age']);",
  ],
  [
    "two stages of one name",
    "pipeline.parts; new Pipeline().add('s', new StandardScaler()).add('s', new StandardScaler());",
    /a stage named 's' is already there/,
    "new Pipeline().add('s', new StandardScaler()).add('t', new StandardScaler());",
  ],
  [
    "two parts of one name",
    "features.add('numbers', new StandardScaler(), ['age']);",
    /a stage named 'numbers' is already there/,
    "features.add('more', new StandardScaler(), ['age']);",
  ],
  [
    "a stage after a predictor",
    "pipeline.add('scale', new StandardScaler());",
    /nothing can follow a stage that predicts/,
    "new Pipeline().add('features', features).add('scale', new StandardScaler({ withMean: false }));",
  ],
  [
    "a stage that cannot read what the one before gives",
    "new Pipeline().add('names', new FunctionTransformer({ name: 'f', reads: 'columns' }, () => Frame.fromRows([{ city: 'Lima' }]))).add('s', new StandardScaler());",
    /this stage cannot read what the stage before gives/,
    "new Pipeline().add('names', new FunctionTransformer({ name: 'f' }, (x: Matrix) => x)).add('s', new StandardScaler());",
  ],
  [
    "a stage that reads columns by name after another",
    "new Pipeline().add('s', new StandardScaler()).add('features', features);",
    /a stage that reads columns by name has to come first/,
    "new Pipeline().add('features', features).add('s', new StandardScaler());",
  ],
  [
    "a pipeline that predicts as a stage",
    "new Pipeline().add('inner', pipeline);",
    /a pipeline that predicts cannot be a stage/,
    "new Pipeline().add('inner', new Pipeline().add('features', features)).add('model', new Ridge());",
  ],
  [
    "a sampler as the last stage",
    "await new Pipeline().add('features', features).add('even', new SMOTE()).fit(loans, 'status');",
    /a sampler cannot be the last stage/,
    "(await new Pipeline().add('features', features).add('even', new SMOTE()).add('model', new LogisticRegression()).fit(loans, 'status')).stage('model').coef;",
  ],
  [
    "a sampler alone",
    "await new Pipeline().add('even', new RandomOverSampler()).fit([[1]], ['a']);",
    /a sampler cannot be the last stage/,
    "(await new Pipeline().add('even', new RandomOverSampler()).add('features', features).add('model', new Ridge()).fit(loans, 'status')).stage('model');",
  ],
  [
    "columns by name after a sampler that comes after another stage",
    "new Pipeline().add('s', new StandardScaler()).add('even', new SMOTE()).add('features', features);",
    /a stage that reads columns by name has to come first/,
    "new Pipeline().add('even', new RandomUnderSampler()).add('features', features);",
  ],
  [
    "rows between the categories of a column",
    "await new Pipeline().add('even', new SMOTE()).add('model', new LogisticRegression()).fit(loans, 'status');",
    /the first stage cannot read column 'city'|'ownCar'/,
    "await new Pipeline().add('even', new SMOTE()).add('model', new LogisticRegression()).fit(loans.select('age', 'status'), 'status');",
  ],
  [
    "labels that the rows do not have",
    "const { y } = await new RandomOverSampler().fitResample(loans, 'status'); y[0] === 'lat';",
    /no overlap/,
    "const { x, y } = await new RandomOverSampler().fitResample(loans, 'status'); y[0] === 'late'; x.column('age').get(0)?.toFixed();",
  ],
  [
    "a range of strings",
    "expectations<Loan>([{ check: 'range', column: 'city', min: 1 }]);",
    /'"city"' is not assignable to type/,
    "expectations<Loan>([{ check: 'range', column: 'income', min: 1 }]).check(loans);",
  ],
  [
    "what is expected of a column that the rows lack",
    "expectations<Loan>([{ check: 'unique', columns: ['agee'] }]);",
    /'"agee"' is not assignable to type/,
    "expectations([{ check: 'unique', columns: ['agee'] }]).check(loans); expectations<Loan>([{ check: 'unique', columns: ['age', 'city'] }]);",
  ],
  [
    "values that a column cannot have",
    "expectations<Loan>([{ check: 'values', column: 'status', values: ['lat'] }]);",
    /'"lat"' is not assignable to type/,
    "expectations<Loan>([{ check: 'values', column: 'status', values: ['late'] }, { check: 'values', column: 'age', values: [1] }]);",
  ],
  [
    "a check that there is not",
    "expectations<Loan>([{ check: 'rang', column: 'age', min: 1 }]);",
    /'"rang"' is not assignable to type/,
    "expectations<Loan>([{ check: 'pattern', column: 'city', matching: 'L*', severity: 'warn' }, { check: 'schema', schema: Loan }]).enforce(loans);",
  ],
  [
    "a target that is also a feature",
    "await regression.fit(loans, 'age');",
    /column 'age' is both target and feature/,
    "await new Pipeline().add('f', ColumnTransformer.for<Loan>().add('n', new StandardScaler(), ['income'])).add('m', new Ridge()).fit(loans, 'age');",
  ],
  [
    "a target that is no column",
    "await pipeline.fit(loans, 'statuss');",
    /statuss/,
    "await pipeline.fit(loans, 'status');",
  ],
  [
    "a row without a needed column",
    "(await pipeline.fit(loans, 'status')).predictOne({ age: 1, city: 'Lima', ownCar: true });",
    /Property 'income' is missing/,
    "(await pipeline.fit(loans, 'status')).predictOne({ age: 1, income: null, city: 'Lima', ownCar: true });",
  ],
  [
    "a cell of the wrong type",
    "(await pipeline.fit(loans, 'status')).predictOne({ age: '1', income: null, city: 'Lima', ownCar: true });",
    /Type 'string' is not assignable to type 'number'/,
    "(await pipeline.fit(loans, 'status')).predictOne({ age: 1, income: 2, city: 'Lima', ownCar: true });",
  ],
  [
    "null where the schema has none",
    "(await pipeline.fit(loans, 'status')).predictOne({ age: null, income: null, city: 'Lima', ownCar: true });",
    /Type 'null' is not assignable to type 'number'/,
    "(await pipeline.fit(loans, 'status')).predict([{ age: 1, income: null, city: 'Lima', ownCar: true }]);",
  ],
  [
    "a label that is none of the target's",
    "const one: 'paid' | 'lost' = (await pipeline.fit(loans, 'status')).predictOne({ age: 1, income: null, city: 'x', ownCar: true });",
    /"late"' is not assignable to type '"paid" \| "lost"'/,
    "const one: 'paid' | 'late' = (await pipeline.fit(loans, 'status')).predictOne({ age: 1, income: null, city: 'x', ownCar: true }); one;",
  ],
  [
    "probabilities of a regressor",
    "(await regression.fit(loans, [1])).predictProba(loans);",
    /Property 'predictProba' does not exist/,
    "(await pipeline.fit(loans, 'status')).predictProba(loans);",
  ],
  [
    "a parameter that the stage lacks",
    "pipeline.withParams({ 'model.D': 1 });",
    /'model\.D'+ does not exist/,
    "pipeline.withParams({ 'model.C': 2, 'features.numbers.withMean': false });",
  ],
  [
    "a parameter of the wrong type",
    "pipeline.withParams({ 'model.C': 'a' });",
    /Type 'string' is not assignable to type 'number'/,
    "pipeline.withParams({ 'model.C': 0.5 });",
  ],
  ["an option that an estimator lacks", "new Ridge({ alfa: 1 });", /'alfa' does not exist/, "new Ridge({ alpha: 1 });"],
  [
    "a metric for a label that is none",
    "f1Score(loans.column('status'), (await pipeline.fit(loans, 'status')).predict(loans), { posLabel: 'lat' });",
    /"lat"' is not assignable/,
    "f1Score(loans.column('status'), (await pipeline.fit(loans, 'status')).predict(loans), { posLabel: 'late' });",
  ],
  [
    "a string column for a first stage that reads numbers",
    "await new Pipeline().add('scale', new StandardScaler()).add('model', new LogisticRegression()).fit(loans, 'status');",
    /the first stage cannot read column 'city'/,
    "await new Pipeline().add('scale', new StandardScaler()).add('model', new LogisticRegression()).fit(loans.drop('city'), 'status');",
  ],
  [
    "the labels of a loaded model as something else",
    "const label: number = (await load(store, 'm', { as: pipeline })).predictOne({ age: 1, income: null, city: 'x', ownCar: true });",
    /not assignable to type 'number'/,
    "const label: 'paid' | 'late' = (await load(store, 'm', { as: pipeline })).predictOne({ age: 1, income: null, city: 'x', ownCar: true }); label;",
  ],
  [
    "a stage that the fitted pipeline lacks",
    "(await pipeline.fit(loans, 'status')).stage('modell');",
    /'"modell"' is not assignable/,
    "(await pipeline.fit(loans, 'status')).stage('model').coef;",
  ],
  [
    "a column that a frame lacks",
    "loans.select('agee');",
    /'"agee"' is not assignable/,
    "const ages: Iterable<number> = loans.select('age').column('age'); ages;",
  ],
  [
    "stratifying by a column that is none",
    "trainTestSplit(loans, { stratify: 'statuss' });",
    /No overload matches/,
    "const split: Frame<Loan> = trainTestSplit(loans, { stratify: 'status' }).train; split;",
  ],
  [
    "a classifier where the target's transformation needs a regressor",
    "new TransformedTargetRegressor(new LogisticRegression(), new StandardScaler());",
    /LogisticRegression/,
    "new TransformedTargetRegressor(new Ridge(), new StandardScaler());",
  ],
  [
    "a regressor as a member that votes for classes",
    "new VotingClassifier().add('ridge', new Ridge());",
    /a VotingClassifier asks classifiers alone/,
    "new VotingClassifier().add('logistic', new LogisticRegression());",
  ],
  [
    "a pipeline that ends in a regressor as a member that votes for classes",
    "new VotingClassifier().add('ridge', new Pipeline().add('s', new StandardScaler()).add('m', new Ridge()));",
    /a VotingClassifier asks classifiers alone/,
    "new VotingClassifier().add('logistic', new Pipeline().add('s', new StandardScaler()).add('m', new LogisticRegression()));",
  ],
  [
    "a classifier as a member whose numbers are averaged",
    "new VotingRegressor().add('tree', new DecisionTreeClassifier());",
    /a VotingRegressor asks regressors alone/,
    "new VotingRegressor().add('ridge', new Ridge());",
  ],
  [
    "two members of one name",
    "new VotingClassifier().add('a', new LogisticRegression()).add('a', new DecisionTreeClassifier());",
    /a stage named 'a' is already there/,
    "new VotingClassifier().add('a', new LogisticRegression()).add('b', new DecisionTreeClassifier());",
  ],
  [
    "a member under the name of the final estimator",
    "new StackingClassifier().add('finalEstimator', new DecisionTreeClassifier());",
    /a stage named 'finalEstimator' is already there/,
    "new StackingClassifier().add('final', new DecisionTreeClassifier());",
  ],
  [
    "a regressor to boost as a classifier",
    "new AdaBoostClassifier({ estimator: new Ridge() });",
    /Ridge/,
    "new AdaBoostClassifier({ estimator: new LogisticRegression() });",
  ],
  [
    "a classifier to bag as a regressor",
    "new BaggingRegressor({ estimator: new LogisticRegression() });",
    /LogisticRegression/,
    "new BaggingRegressor({ estimator: new Pipeline().add('s', new StandardScaler()).add('m', new Ridge()) });",
  ],
  [
    "a parameter that a member lacks",
    "new StackingClassifier().add('tree', new DecisionTreeClassifier()).withParams({ 'tree.C': 1 });",
    /'tree\.C'+ does not exist/,
    "new StackingClassifier().add('tree', new DecisionTreeClassifier()).withParams({ 'tree.maxDepth': 1, cv: 3, 'finalEstimator.C': 2 });",
  ],
  [
    "a label that is none of a stack's target",
    "const one: 'paid' | 'lost' = (await new Pipeline().add('f', features).add('m', new StackingClassifier().add('t', new DecisionTreeClassifier())).fit(loans, 'status')).predictOne({ age: 1, income: null, city: 'x', ownCar: true });",
    /"late"' is not assignable to type '"paid" \| "lost"'/,
    "const some: readonly ('paid' | 'late')[] = (await new StackingClassifier().add('t', new DecisionTreeClassifier()).fit(loans, 'status')).estimator('t').classes; some;",
  ],
  [
    "a member that a fitted ensemble lacks",
    "(await new VotingClassifier().add('t', new DecisionTreeClassifier()).fit(loans, 'status')).estimator('tree');",
    /'"tree"' is not assignable/,
    "(await new VotingClassifier().add('t', new DecisionTreeClassifier()).fit(loans, 'status')).estimator('t').depth;",
  ],
  [
    "fitting a classifier without a target",
    "await new LogisticRegression().fit([[1], [2]]);",
    /Expected|No overload/,
    "await new LogisticRegression().fit([[1], [2]], ['a', 'b']);",
  ],
  [
    "strings as the target of a regressor",
    "await new LinearRegression().fit([[1], [2]], ['a', 'b']);",
    /string/,
    "await new LinearRegression().fit([[1], [2]], [1, 2]);",
  ],
];

const wrap = (code: string) => `${PRELUDE}\nexport async function run(): Promise<void> {\n${code}\n}\n`;
const files = new Map(
  REFUSALS.flatMap(([, refused, , allowed], index) => [
    [`refused-${index}.ts`, wrap(refused)],
    [`allowed-${index}.ts`, wrap(allowed)],
  ]),
);
const { messages } = compile(files);

REFUSALS.forEach(([what, , message], index) => {
  test(`the compiler refuses ${what}`, () => {
    expect((messages.get(`refused-${index}.ts`) ?? []).join("\n")).toMatch(message);
    expect(messages.get(`allowed-${index}.ts`)).toEqual([]);
  });
});
