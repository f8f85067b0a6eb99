"""What scikit-learn 1.2.1 makes of texts: counts, tf-idf and hashes of words and characters, of the 2,000 sentences of
test/text/corpus.txt, and the terms of odd texts in many scripts, one by one.

Large results stand as digests of their whole numbers, with sums and some rows of the others.

Run: /usr/bin/python3 test/golden/text.py
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer, TfidfVectorizer

HERE = pathlib.Path(__file__).parent
OUT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
CORPUS = (HERE.parent / "text/corpus.txt").read_text(encoding="utf-8").splitlines()
STOP = ["the", "a", "of", "and", "to", "is", "in", "that", "it", "for", "no"]

# Letters that lower case changes in number, sigma at the end of words, accents apart and together, digits of other scripts, white space of
# every kind, characters beyond 16 bits, and characters that came after Unicode 14.
ODD = [
    "İstanbul'da ISPARTA ıŞIK İİ",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ΑΣ. ΑΣ\u0345 Α\u00adΣ Σ\u00adΑ ΑΣ'Α ΑΣ\U00011f04Α ὈΔΥΣΣΕΎΣ",
    "Straße STRASSE ẞ ŉ ǰ ﬁne ﬂow ﬃ",
    "café cafe\u0301 CAFÉ naïve Ångström \u212b \u212a Ⅷ ⅷ ² ½ ①",
    "Tiếng Việt Tie\u0302\u0301ng Vie\u0323\u0302t",
    "हिन्दी में लिखा है १२३",
    "ภาษาไทย ไม่มีเว้นวรรค",
    "中文 分词 漢字 か\u3099 カナ ﾊﾝｶｸ ＦＵＬＬ　ＷＩＤＴＨ",
    "العربية مَرْحَبًا ١٢٣",
    "𐐀𐐁𐐂 𐐨 𝐀𝐁 𝒳 𝟙𝟚 😀 a😀b 👩\u200d🚀 𝒳𝒴",
    "snake_case __init__ x1 1x _ a_ don't e-mail C++ 3.14",
    "tabs\tand\x1cseparators\x85and\u00a0no\u2009breaks \u3000 two  spaces\n\n lines\r\nend",
    "\ufeffbyte order \u200b zero\u200bwidth soft\u00adhyphen",
    "new: \ua7cb\ua7cc \U00031350\U00031351 \U00011f04\U00011f05 \u0870\u0871 \u2c2f\u2c5f ꟀꟁꟐꟑ",
    "",
    " ",
    "a",
    "ab",
    "𝒳",
]

NAMES = {
    "ngramRange": "ngram_range",
    "stripAccents": "strip_accents",
    "stopWords": "stop_words",
    "tokenPattern": "token_pattern",
    "minDf": "min_df",
    "maxDf": "max_df",
    "maxFeatures": "max_features",
    "useIdf": "use_idf",
    "smoothIdf": "smooth_idf",
    "sublinearTf": "sublinear_tf",
    "nFeatures": "n_features",
    "alternateSign": "alternate_sign",
}


def spelled(params):
    """Our options as scikit-learn's."""
    given = {}
    for name, value in params.items():
        if name == "analyzer" and value == "charWb":
            value = "char_wb"
        if name == "maxDf" and value == 1:
            value = 1.0
        given[NAMES.get(name, name)] = tuple(value) if name == "ngramRange" else value
    return given


def digest(array, kind):
    return hashlib.sha256(np.ascontiguousarray(array, dtype=kind).tobytes()).hexdigest()


def summary(x):
    x = x.tocsr()
    x.sort_indices()
    rows = list(range(0, x.shape[0], 131))
    return {
        "shape": list(x.shape),
        "stored": int(x.nnz),
        "places": digest(np.concatenate([x.indptr, x.indices]), "<i4"),
        "sum": float(x.sum()),
        "squares": float(x.multiply(x).sum()),
        "rows": [[int(row), x[row].data.tolist()] for row in rows],
        "weighed": (x @ (1.0 + np.arange(x.shape[1]) % 7))[:: 11].tolist(),
    }


def vocabulary(model):
    terms = model.get_feature_names_out()
    return {"terms": hashlib.sha256("\n".join(terms).encode()).hexdigest(), "some": [str(term) for term in terms[:: max(1, len(terms) // 40)]]}


def counted(params):
    model = CountVectorizer(**spelled(params))
    x = model.fit_transform(CORPUS)
    return {"params": params, **vocabulary(model), **summary(x), "counts": digest(sorted_counts(x), "<i4")}


def sorted_counts(x):
    x = x.tocsr()
    x.sort_indices()
    return x.data


def weighed(params):
    model = TfidfVectorizer(**spelled(params))
    half = len(CORPUS) // 2
    model.fit(CORPUS[:half])
    idf = [] if params.get("useIdf") is False else model.idf_[::97].tolist()
    return {"params": params, **vocabulary(model), "idf": idf, "later": summary(model.transform(CORPUS[half:]))}


def hashed(params):
    x = HashingVectorizer(**spelled(params)).transform(CORPUS)
    return {"params": params, **summary(x)}


def analysed(params):
    analyse = CountVectorizer(**spelled(params)).build_analyzer()
    return {"params": params, "terms": [analyse(text) for text in ODD]}


def without_tie(params, near):
    """A number of terms behind which there is no tie: which of equals scikit-learn keeps depends on numpy's sort."""
    totals = -np.sort(-np.asarray(CountVectorizer(**spelled(params)).fit_transform(CORPUS).sum(axis=0)).ravel())
    while totals[near - 1] == totals[near]:
        near += 1
    return near


def transformed(params):
    rng = np.random.RandomState(3)
    x = rng.poisson(0.6, size=(12, 7)).astype(float)
    x[:, 3] = 0
    x[4] = 0
    later = rng.poisson(0.8, size=(5, 7)).astype(float)
    with np.errstate(divide="ignore"):
        model = TfidfTransformer(**spelled(params)).fit(x)
    columns = [0, 1, 2, 4, 5, 6]
    later[:, 3] = 0
    return {
        "params": params,
        "x": x.tolist(),
        "idf": None if params.get("useIdf") is False else model.idf_[columns].tolist(),
        "later": later.tolist(),
        "output": np.nan_to_num(model.transform(later).toarray()).tolist() if params.get("smoothIdf", True) else TfidfTransformer(**spelled(params)).fit(x[:, columns]).transform(later[:, columns]).toarray().tolist(),
        "columns": columns,
    }


def main():
    counts = [
        counted({}),
        counted({"ngramRange": [1, 3]}),
        counted({"ngramRange": [2, 2], "stopWords": STOP, "minDf": 2}),
        counted({"minDf": 3, "maxDf": 0.2, "binary": True}),
        counted({"maxFeatures": without_tie({}, 500)}),
        counted({"lowercase": False, "tokenPattern": "(?u)\\b\\w+\\b", "stripAccents": "ascii"}),
        counted({"tokenPattern": "[A-Za-z]+(?:-[A-Za-z]+)*", "stopWords": STOP}),
        counted({"tokenPattern": "`([^`]+)`"}),
        counted({"analyzer": "char", "ngramRange": [1, 3]}),
        counted({"analyzer": "char", "ngramRange": [4, 5], "minDf": 0.01, "lowercase": False}),
        counted({"analyzer": "charWb", "ngramRange": [2, 4], "stripAccents": "unicode"}),
        counted({"vocabulary": ["model", "the", "Ridge", "not there", "ridge", "a"]}),
    ]
    tfidf = [
        weighed({}),
        weighed({"norm": "l1", "sublinearTf": True, "ngramRange": [1, 2]}),
        weighed({"norm": None, "smoothIdf": False, "stopWords": STOP}),
        weighed({"useIdf": False, "binary": True}),
        weighed({"analyzer": "charWb", "ngramRange": [3, 3], "sublinearTf": True}),
    ]
    hashes = [
        hashed({"nFeatures": 4096}),
        hashed({"nFeatures": 1000, "norm": None}),
        hashed({"nFeatures": 1 << 18, "norm": "l1", "alternateSign": False, "ngramRange": [1, 2]}),
        hashed({"nFeatures": 64, "binary": True, "analyzer": "char", "ngramRange": [2, 3]}),
    ]
    terms = [
        analysed({}),
        analysed({"lowercase": False, "tokenPattern": "(?u)\\b\\w+\\b", "ngramRange": [1, 2]}),
        analysed({"stripAccents": "unicode", "tokenPattern": "\\w+"}),
        analysed({"stripAccents": "ascii", "lowercase": False}),
        analysed({"analyzer": "char", "ngramRange": [1, 2]}),
        analysed({"analyzer": "charWb", "ngramRange": [2, 4], "stripAccents": "unicode"}),
        analysed({"analyzer": "charWb", "ngramRange": [3, 3], "lowercase": False}),
        analysed({"ngramRange": [2, 3], "tokenPattern": "\\w{3,}"}),
    ]
    transforms = [transformed(params) for params in [{}, {"norm": "l1", "sublinearTf": True}, {"norm": None, "smoothIdf": False}, {"useIdf": False}]]
    odd_hashes = HashingVectorizer(n_features=1000, norm=None, token_pattern="(?u)\\b\\w+\\b").transform(ODD)
    ordered = CountVectorizer(analyzer="char").fit(ODD).get_feature_names_out().tolist()
    result = {
        "odd": ODD,
        "order": ordered,
        "oddHashes": [[row.indices.tolist(), row.data.tolist()] for row in odd_hashes],
        "terms": terms,
        "counts": counts,
        "tfidf": tfidf,
        "hashes": hashes,
        "transforms": transforms,
    }
    (OUT / "text.json").write_text(json.dumps(result) + "\n")


main()
