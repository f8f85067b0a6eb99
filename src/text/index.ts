/** Stages that read text: counts, tf-idf and hashes of words and characters. */
export { CountVectorizer, type CountVectorizerOptions } from "./count-vectorizer.js";
export { CountVectorizerModel, type CountVectorizerState } from "./count-vectorizer-model.js";
export { HashingVectorizer, type HashingVectorizerOptions } from "./hashing-vectorizer.js";
export { HashingVectorizerModel, type HashingVectorizerState } from "./hashing-vectorizer-model.js";
export { TfidfTransformer, type TfidfTransformerOptions } from "./tfidf-transformer.js";
export { TfidfTransformerModel, type TfidfTransformerState } from "./tfidf-transformer-model.js";
export { TfidfVectorizer, type TfidfVectorizerOptions } from "./tfidf-vectorizer.js";
export { TfidfVectorizerModel, type TfidfVectorizerState } from "./tfidf-vectorizer-model.js";
