"""True values of the functions of src/kernels/math, to 40 digits and more (Debian's python3-mpmath).

Each value is given as two doubles, head + tail, and a power of two that scales both, so that ends of the range lose nothing.
With --serve it answers instead: 8-byte doubles on standard input, the same three numbers for each on standard output; that is how
test/real/math.real.test.ts checks a million points. Run: /usr/bin/python3 test/golden/math.py
"""

import array
import json
import math
import pathlib
import random
import struct
import sys

from mpmath import mp, mpf

mp.prec = 160
ARITY = {"cosTurns": 1, "sinTurns": 1, "exp": 1, "expm1": 1, "log": 1, "log1p": 1, "tanh": 1, "logistic": 1, "pow": 2, "normalCdf": 1, "normalQuantile": 1}


def ln_one_plus(x):
    with mp.workprec(160 + 1100 if abs(x) < 1e-20 else 240):
        return mp.log(1 + x)


def truth(name, x, y=None):
    """The true value as an mpf, for finite arguments within the function's domain."""
    x = mpf(x)
    if name in ("sinTurns", "cosTurns"):
        # The nearest quarter is taken off exactly, so that results near 0 lose nothing.
        quarter = int(mp.nint(4 * x))
        rest = 2 * mp.pi * (x - mpf(quarter) / 4)
        turn = (quarter + (name == "cosTurns")) % 4
        return (mp.sin(rest), mp.cos(rest), -mp.sin(rest), -mp.cos(rest))[turn]
    if name == "exp":
        return mp.exp(x)
    if name == "expm1":
        return mp.expm1(x)
    if name == "log":
        return mp.log(x)
    if name == "log1p":
        return mp.log1p(x) if abs(x) > 1e-5 else ln_one_plus(x)
    if name == "tanh":
        return mp.tanh(x) if abs(x) > 1e-5 else mp.expm1(2 * x) / (mp.expm1(2 * x) + 2)
    if name == "logistic":
        return 1 / (1 + mp.exp(-x))
    if name == "normalCdf":
        return mp.erfc(-x / mp.sqrt(2)) / 2
    if name == "normalQuantile":
        return quantile(x)
    with mp.workprec(240):
        return mp.exp(mpf(y) * mp.log(x))


def quantile(p):
    """The inverse of the normal distribution, by Halley's method on its lower tail."""
    if p > 0.5:
        return -quantile(1 - p)
    if p == 0.5:
        return mpf(0)
    x = -mp.sqrt(-2 * mp.log(p))
    for _ in range(500):
        step = (mp.erfc(-x / mp.sqrt(2)) / 2 - p) / (mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi))
        x -= step / (1 + x * step / 2)
        if abs(step) < abs(x) * mpf(2) ** -140:
            return x
    raise ArithmeticError(p)


def parts(value):
    """value = (head + tail) · 2^exponent with 0.5 ≤ |head| ≤ 1."""
    if value == 0:
        return [0.0, 0.0, 0]
    mantissa, exponent = mp.frexp(value)
    head = float(mantissa)
    return [head, float(mantissa - head), int(exponent)]


def double(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def hard_points(name, rng):
    tiny = [2.0**-1074, 2.0**-1022, 2.0**-1022 - 2.0**-1074, 1e-300, 2.0**-54, 2.0**-53, 1e-8]
    around = [0.0625, 0.125, 0.25, 0.5, math.log(2), 1.0, math.log(2) * 1.5, 2.0, 19.0, 20.0, 22.0, 36.0, 37.0, 40.0]
    edges = [p for x in around for p in (x, math.nextafter(x, 0), math.nextafter(x, 100))]
    steps = [k * math.log(2) / 128 for k in range(-130, 131)]
    if name in ("sinTurns", "cosTurns"):
        eighths = [k / 8 for k in range(1, 17)] + [k / 12 for k in range(1, 25)] + [1e5 + 0.125, 2.0**51 + 0.5, 2.0**60]
        close = [math.nextafter(k / 8, to) for k in range(1, 17) for to in (0, 100)]
        return [s * x for x in tiny + eighths + close for s in (1, -1)]
    if name == "exp":
        far = [707.0, 708.0, 708.4, 709.0, 709.78, 709.782712893384, -708.0, -708.4, -720.0, -740.0, -745.0, -745.1332191019411]
        return [s * x for x in tiny + edges for s in (1, -1)] + far + steps
    if name in ("expm1", "tanh", "logistic"):
        return [s * x for x in tiny + edges for s in (1, -1)] + steps + [100.0, -100.0, 700.0, -700.0]
    if name == "log":
        ones = [1 + s * 2.0**-k for k in range(1, 53) for s in (1, -1)]
        return tiny + edges + ones + [double(rng.getrandbits(52)) for _ in range(50)] + [1.7976931348623157e308, 1e22, 10.0]
    if name == "log1p":
        return [s * x for x in tiny for s in (1, -1)] + edges + [2.0**-k - 1 for k in range(1, 54)] + [1.7976931348623157e308]
    if name == "normalCdf":
        nodes = [k / 32 for k in range(21, 193)]
        return [s * x for x in tiny + edges for s in (1, -1)] + [s * x for x in nodes for s in (1, -1)] + [6.0, -6.0, 8.2, -30.0, -37.5, -38.0, -38.4]
    if name == "normalQuantile":
        halves = [0.5 + s * 2.0**-k for k in range(2, 54) for s in (1, -1)]
        ends = [p for k in range(1, 53) for p in (2.0**-k, 1 - 2.0**-k)]
        return [2.0**-1074, 1e-310, 2.0**-1022, 1e-300, 1e-100, 6.6e-10, 6.7e-10, math.nextafter(0.25, 0), math.nextafter(0.75, 1)] + halves + ends
    bases = [2.0**-1074, 1e-310, 1e-5, 0.5, 0.9999999999999999, 1.0000000000000002, 1.5, 3.0, 10.0, 1e22, 1.7976931348623157e308]
    powers = [-1.0, 0.5, -0.5, 1 / 3, 2.5, 3.0, 17.0, 0.001, -0.02, 1e-19, 1e-300]
    close = [[1 + s * 2.0**-k, y * 2.0**k] for k in (52, 40, 20, 8) for s in (1, -0.5) for y in (1.0, 100.5, 600.25, -600.75)]
    return [[x, y] for x in bases for y in powers] + close


def random_point(name, rng):
    sign = rng.choice((1, -1))
    if name in ("sinTurns", "cosTurns"):
        near = rng.randrange(9) / 4 - 1 + sign * 2 ** rng.uniform(-40, -4)
        return rng.choice((rng.uniform(-1, 1), rng.uniform(-1e6, 1e6), near, sign * 2 ** rng.uniform(-60, 2)))
    if name == "exp":
        return rng.choice((rng.uniform(-745, 709.7), rng.uniform(-3, 3), sign * 2 ** rng.uniform(-60, 3)))
    if name in ("expm1", "tanh", "logistic"):
        return rng.choice((rng.uniform(-45, 45), rng.uniform(-2, 2), sign * 2 ** rng.uniform(-60, 3)))
    if name == "log":
        return rng.choice((double(rng.randrange(1, 0x7FF << 52)), rng.uniform(0.3, 3), 1 + sign * 2 ** rng.uniform(-50, -4)))
    if name == "log1p":
        return rng.choice((rng.uniform(-1, 2), sign * 2 ** rng.uniform(-60, -1), 2 ** rng.uniform(0, 1000)))
    if name == "normalCdf":
        return rng.choice((rng.uniform(-38.4, 8.3), rng.uniform(-6.1, 6.1), rng.uniform(-0.7, 0.7)))
    if name == "normalQuantile":
        return rng.choice((rng.random() or 0.5, 10 ** rng.uniform(-320, 0), 10 ** rng.uniform(-12, 0), 1 - 10 ** rng.uniform(-15, -1)))
    x = rng.choice((double(rng.randrange(1, 0x7FF << 52)), rng.uniform(0.3, 3), 1 + sign * 2 ** rng.uniform(-50, -4)))
    reach = 744 / abs(math.log(x)) if x != 1 else 10
    return [x, rng.uniform(-min(reach, 1e300), min(reach * 0.953, 1e300))]


def overflows(value):
    return value >= mpf(2) ** 1024 * (1 - mpf(2) ** -54) or (value != 0 and abs(value) < mpf(2) ** -1076)


def make(out):
    golden = {}
    for name, arity in ARITY.items():
        rng = random.Random(name)
        points = hard_points(name, rng)
        points += [random_point(name, rng) for _ in range(1000 - len(points))]
        rows = []
        for point in points:
            arguments = point if arity == 2 else [point]
            value = truth(name, *arguments)
            if not overflows(value):
                rows.append(arguments + parts(value))
        golden[name] = rows
    body = ",\n".join(f'"{name}": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]" for name, rows in golden.items())
    (out / "math.json").write_text("{" + body + "}\n")


def serve(name):
    numbers = array.array("d", sys.stdin.buffer.read())
    answers = array.array("d")
    for i in range(0, len(numbers), ARITY[name]):
        answers.extend(parts(truth(name, *numbers[i : i + ARITY[name]])))
    sys.stdout.buffer.write(answers.tobytes())


if len(sys.argv) == 3 and sys.argv[1] == "--serve":
    serve(sys.argv[2])
else:
    make(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent))
