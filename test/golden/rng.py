"""Reference numbers for src/core/rng.ts, from a second implementation over Python's integers.

xoshiro128** 1.1 and splitmix64 are transcribed from the authors' public-domain C (https://prng.di.unimi.it/).
The seeding and the derivation of streams are this library's own, as src/core/rng.ts documents them.
Run: /usr/bin/python3 test/golden/rng.py [output directory]
"""

import json
import pathlib
import sys

M32, M64 = (1 << 32) - 1, (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def splitmix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def finalise(z):
    z = ((z ^ (z >> 33)) * 0xFF51AFD7ED558CCD) & M64
    z = ((z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53) & M64
    return z ^ (z >> 33)


def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) & M32


class Xoshiro128StarStar:
    def __init__(self, state):
        self.s = list(state)

    def next(self):
        s = self.s
        result = (rotl((s[1] * 5) & M32, 7) * 9) & M32
        t = (s[1] << 9) & M32
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)
        return result


def stream(key):
    first, second = splitmix((key + GAMMA) & M64), splitmix((key + 2 * GAMMA) & M64)
    return Xoshiro128StarStar([first & M32, first >> 32, second & M32, second >> 32])


def absorb(key, word):
    return finalise(((key ^ word) + GAMMA) & M64)


def derive(key, path):
    for part in path:
        if isinstance(part, str):
            raw = part.encode("utf-16-le")
            key = absorb(key, (2 << 56) | (len(raw) // 2))
            for i in range(0, len(raw), 8):
                key = absorb(key, int.from_bytes(raw[i : i + 8].ljust(8, b"\0"), "little"))
        else:
            key = absorb(key, (1 << 56) | (part & ((1 << 54) - 1)))
    return key


def draws(generator, n=16):
    return [generator.next() for _ in range(n)]


seeds = [0, 1, 42, 2**31, 2**32 - 1, 2**32, 2**53 - 1]
paths = [["tree", 7], ["tree", "7"], [0], [-1], [2**53 - 1], [-(2**53 - 1)], ["fold", 3, "é𝄞 naïve"], ["abcd"], ["abc", "d"], [""]]
golden = {
    "splitmix64": {"seed": "1234567", "outputs": [str(splitmix((1234567 + (i + 1) * GAMMA) & M64)) for i in range(5)]},
    "xoshiro128starstar": {"state": [1, 2, 3, 4], "outputs": draws(Xoshiro128StarStar([1, 2, 3, 4]), 10)},
    "seeds": [{"seed": seed, "outputs": draws(stream(seed))} for seed in seeds],
    "paths": [{"seed": 42, "path": path, "outputs": draws(stream(derive(42, path)), 4)} for path in paths],
}
# Published: Rosetta Code's splitmix64 for seed 1234567; the Rust crate rand_xoshiro's vector, made with the C code.
assert golden["splitmix64"]["outputs"][:2] == ["6457827717110365317", "3203168211198807973"]
assert golden["xoshiro128starstar"]["outputs"][:4] == [11520, 0, 5927040, 70819200]
out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
(out / "rng.json").write_text(json.dumps(golden, indent=1, ensure_ascii=True) + "\n")
