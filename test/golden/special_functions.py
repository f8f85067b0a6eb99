"""True values of the special functions of src/kernels, by mpmath with 420 digits: the incomplete beta and gamma functions, digamma, tails of F and χ².

Run: /usr/bin/python3 test/golden/special_functions.py
"""

import json
import pathlib
import random
import sys

from mpmath import mp, mpf

mp.dps = 420


def beta(a, b, x):
    """By the series of 8.17.8 of the DLMF, which adds nothing but positive numbers."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    # The series is quick for small x; nothing here is so small that the digits of the other side do not tell it.
    if x > 0.5:
        return 1 - beta_lower(b, a, 1 - x)
    return beta_lower(a, b, x)


def beta_lower(a, b, x):
    term = total = mpf(1)
    n = 0
    least = mpf(10) ** (-mp.dps + 5)
    while term > total * least:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    factor = mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))
    return factor * total


def gamma_upper(a, x):
    a, x = mpf(a), mpf(x)
    term = total = mpf(1)
    n = 0
    least = mpf(10) ** (-mp.dps + 5)
    while n < x or term > total * least:
        n += 1
        term *= x / (a + n)
        total += term
    return 1 - mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


def f_tail(f, above, below):
    f, above, below = mpf(f), mpf(above), mpf(below)
    return beta(below / 2, above / 2, below / (below + above * f))


def main():
    rng = random.Random(5)
    sizes = [0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 7.5, 20.0, 51.0, 144.5, 1000.0, 20000.5]
    betas = []
    for a in sizes:
        for b in sizes:
            mean = a / (a + b)
            width = (mean * (1 - mean) / (a + b + 1)) ** 0.5
            for x in [1e-9, mean / 100, mean, mean - width, mean + width, mean - 5 * width, mean + 5 * width, 0.999]:
                if 0 < x < 1:
                    betas.append([a, b, x, float(beta(a, b, x))])
    gammas = []
    for a in sizes:
        for x in [1e-6, a / 10, a - a**0.5, a, a + 1, a + a**0.5, a + 6 * a**0.5, a + 12 * a**0.5]:
            if x > 0:
                gammas.append([a, x, float(gamma_upper(a, x))])
    tails = []
    for above in [1, 2, 3, 9]:
        for below in [1, 2, 5, 48, 149, 998, 99990]:
            for f in [1e-6, 0.01, 0.5, 1.0, 2.5, 7.7, 30.0, 400.0, 90000.0]:
                tails.append([f, above, below, float(f_tail(f, above, below))])
    squares = [[x, df, float(gamma_upper(mpf(df) / 2, mpf(x) / 2))] for df in [1, 2, 3, 10] for x in [1e-6, 0.1, 1.0, 3.84, 10.0, 55.5, 300.0, 1400.0]]
    points = [1e-6, 0.1, 0.5, 1.0, 1.4616321449683622, 1.5, 2.0, 5.0, 11.9, 12.0, 100.0, 12345.5, 1e7] + [rng.uniform(0, 30) for _ in range(40)]
    golden = {
        "beta": betas,
        "gamma": gammas,
        "fTail": tails,
        "chiSquareTail": squares,
        "digamma": [[x, float(mp.digamma(mpf(x)))] for x in points],
    }
    directory = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    lines = [f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for name, rows in golden.items()]
    (directory / "special_functions.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
