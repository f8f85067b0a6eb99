"""Vectorisers of texts of scikit-learn, as bench/cases/tfidf.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer


def prepare(data):
    with open(data.path("texts.txt"), encoding="utf-8") as file:
        texts = file.read().split("\n")
    few = texts[:5000]
    runs = {"analyzer": "char_wb", "ngram_range": (3, 5)}
    model = TfidfVectorizer().fit(texts)
    hashing = HashingVectorizer(n_features=2**18, norm=None, alternate_sign=False)
    return {
        "tf-idf, fitTransform": lambda: TfidfVectorizer(norm=None).fit_transform(texts).sum(),
        "tf-idf, transform": lambda: (model.transform(texts).data ** 2).sum(),
        "character runs, fitTransform": lambda: CountVectorizer(**runs).fit_transform(few).sum(),
        "hashing, transform": lambda: hashing.transform(texts).sum(),
    }


peer.serve(prepare, "sklearn", "numpy")
