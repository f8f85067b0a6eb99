"""MurmurHash3 of 32 bits as scikit-learn 1.2.1 has it: bytes of every length up to 40, UTF-8 texts, several seeds.

Run: /usr/bin/python3 test/golden/murmur_hash.py
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.utils import murmurhash3_32

rng = np.random.RandomState(3)
SEEDS = [0, 1, 42, 2**31, 2**32 - 1]
TEXTS = ["", "a", "city=Lima", "Ürümqi", "東京", "🦒", "__proto__", "\x00", "naïve café"]


def main():
    keys = [rng.randint(0, 256, size=size).astype(np.uint8).tobytes() for size in range(41)]
    keys += [bytes([255] * 7), bytes(8), *[text.encode("utf-8") for text in TEXTS]]
    golden = {
        "seeds": SEEDS,
        "hashes": [{"bytes": list(key), "signed": [int(murmurhash3_32(key, seed=seed)) for seed in SEEDS]} for key in keys],
        "texts": [{"text": text, "signed": int(murmurhash3_32(text))} for text in TEXTS],
    }
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (out / "murmur_hash.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
