"""Writes the tables of src/kernels/math and the first two of them in AssemblyScript, to 60 digits before rounding (Debian's python3-mpmath).

Run: /usr/bin/python3 test/golden/math_tables.py
"""

import pathlib
import struct

from mpmath import chebyt, cos, erfc, exp, floor, log, mp, mpf, ncdf, pi, sqrt, taylor

mp.dps = 60
SRC = pathlib.Path(__file__).parents[2] / "src/kernels/math"
N = 64


def fixed(x, bits):
    """x rounded to a multiple of 2^-bits."""
    return float(floor(x * 2**bits + mpf(1) / 2) / 2**bits)


def from_high_word(word):
    return struct.unpack(">d", struct.pack(">II", word, 0))[0]


def exp_rows():
    for j in range(N):
        exact = mpf(2) ** (mpf(j) / N)
        value = float(exact)
        yield [value, float(exact / value - 1)]


def log_rows():
    start = 0x3FE62000
    for i in range(N):
        low, high = from_high_word(start + (i << 14)), from_high_word(start + ((i + 1) << 14))
        inverse = 1.0 if low < 1 < high else fixed(2 / (mpf(low) + mpf(high)), 12)
        exact = -log(mpf(inverse))
        head = fixed(exact, 42)
        yield [inverse, head + 0.0, float(exact - head)]


def upper_tail(x):
    return erfc(mpf(x) / sqrt(2)) / 2


def mills_rows():
    for k in range(11, 97):
        x = mpf(k) / 16
        exact = upper_tail(x) * exp(x * x / 2)
        value = float(exact)
        yield [value, float(exact - value), float(x * exact - 1 / sqrt(2 * pi))]


def normal_quantile(p):
    """x such that the normal distribution is p below it, for p ≤ 1/2."""
    x = -sqrt(-2 * log(mpf(p)))
    for _ in range(200):
        step = (ncdf(x) - p) / (exp(-x * x / 2) / sqrt(2 * pi))
        x -= step / (1 + x * step / 2)
        if abs(step) < mpf(10) ** -50:
            return x
    raise ArithmeticError(p)


def fitted(f, low, high, degree):
    """The polynomial that interpolates f at Chebyshev's points, lowest power first."""
    low, high, n = mpf(low), mpf(high), degree + 1
    nodes = [cos(pi * (mpf(2 * i + 1)) / (2 * n)) for i in range(n)]
    values = [f((low + high) / 2 + (high - low) / 2 * node) for node in nodes]
    weights = [2 * sum(v * chebyt(j, t) for v, t in zip(values, nodes)) / n for j in range(n)]
    weights[0] /= 2
    series = lambda x: sum(w * chebyt(j, (2 * x - low - high) / (high - low)) for j, w in enumerate(weights))
    return [float(c) for c in taylor(series, 0, degree)]


def number(x):
    return repr(x).removesuffix(".0")


def write(name, header, rows):
    lines = [", ".join(number(x) for x in row) + "," for row in rows]
    text = "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in header) + " *\n * Written by test/golden/math_tables.py.\n */\n"
    text += "// biome-ignore format: one row of the table a line\n"
    text += f"export const {name}: Float64Array = /* @__PURE__ */ new Float64Array([\n" + "".join(f"  {line}\n" for line in lines) + "]);\n"
    (SRC / f"{name.lower().replace('_', '-')}.ts").write_text(text)


def write_assembly(tables):
    text = "/**\n * The tables of src/kernels/math/exp-table.ts and log-table.ts, as addresses.\n *\n * Written by test/golden/math_tables.py.\n */\n"
    for name, rows in tables:
        lines = [", ".join(repr(x) for x in row) + "," for row in rows]
        text += "// biome-ignore format: one row of the table a line\n"
        text += f"export const {name}: usize = memory.data<f64>([\n" + "".join(f"  {line}\n" for line in lines) + "], 16);\n"
    (SRC.parent / "assembly" / "math-tables.ts").write_text(text)


write_assembly([("EXP_TABLE", exp_rows()), ("LOG_TABLE", log_rows())])
write(
    "EXP_TABLE",
    [f"2^(j/{N}) for j = 0 … {N - 1}, as pairs: the value rounded to a double, and the tail t such that value · (1 + t) is exact", "to 2^-105."],
    exp_rows(),
)
write(
    "LOG_TABLE",
    [
        f"For each of {N} intervals of the reduced argument, three numbers: c, near 1 over the interval's middle and with 12 bits",
        "after the point (1 in the interval around 1); -log(c) rounded to 42 bits after the point; and the rest of -log(c).",
    ],
    log_rows(),
)
write(
    "MILLS_TABLE",
    [
        "For x = 11/16, 12/16, … 96/16, three numbers of M(x) = (1 - Φ(x)) · e^(x²/2), where Φ is the normal distribution: M as a double, the",
        "rest of it, and its derivative.",
    ],
    mills_rows(),
)
ln2 = log(mpf(2))
step = ln2 / N
print("LN2 head", number(fixed(ln2, 42)), "tail", number(float(ln2 - fixed(ln2, 42))))
print("LN2/N head", number(fixed(step, 40)), "tail", number(float(step - fixed(step, 40))), "N/LN2", number(float(1 / step)))
normal = 1 / sqrt(2 * pi)
print("1/sqrt(2 pi) head", number(float(normal)), "tail", number(float(normal - float(normal))))
print("Φ(x) - 1/2 by x²", [float(mpf(-1) ** k / (2**k * mp.factorial(k) * (2 * k + 1))) for k in range(1, 14)])
print("quantile near 1/2", fitted(lambda t: -normal_quantile(mpf(1) / 2 - sqrt(t)) / sqrt(t), mpf(10) ** -12, mpf(1) / 16, 6))
print("quantile by sqrt(-2 log p)", fitted(lambda r: -normal_quantile(exp(-r * r / 2)), 1.66, 6.5, 12))
