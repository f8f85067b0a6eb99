"""Writes src/text/unicode-tables.ts from the Unicode 14 data of Debian's python3.

Run: /usr/bin/python3 test/golden/unicode_tables.py
"""

import pathlib
import unicodedata

assert unicodedata.unidata_version == "14.0.0"
OUT = pathlib.Path(__file__).parents[2] / "src/text/unicode-tables.ts"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WIDTH = 110

HEADER = '''/**
 * Classes of code points as Unicode 14 has them: later characters are in none, whatever the engine knows of them.
 *
 * Each is a list of ranges, two numbers to base 36 a range: how many code points lie between it and the one before, and how many it has.
 * Written by test/golden/unicode_tables.py.
 */
'''

TABLES = [
    ("WORD_RANGES", "Letters, digits, other numerals and the underscore: `\\\\w` of Python.", lambda c: c.isalnum() or c == "_"),
    ("ASSIGNED_RANGES", "Code points that stand for something.", lambda c: unicodedata.category(c) != "Cn"),
    ("COMBINING_RANGES", "Marks that combine with what stands before them: of a combining class other than 0.", lambda c: unicodedata.combining(c) != 0),
]


def base36(n):
    text = ""
    while True:
        text = DIGITS[n % 36] + text
        n //= 36
        if n == 0:
            return text


def ranges(belongs):
    start, last = None, 0
    for code in range(0x110001):
        inside = code < 0x110000 and belongs(chr(code))
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield base36(start - last)
            yield base36(code - start)
            start, last = None, code


def literal(numbers):
    lines, line = [], ""
    for number in numbers:
        if len(line) + len(number) > WIDTH:
            lines.append(line)
            line = ""
        line += number + " "
    lines.append(line.rstrip())
    return " +\n".join(f'  "{line}"' for line in lines)


with open(OUT, "w") as file:
    file.write(HEADER)
    for name, about, belongs in TABLES:
        about = about.replace("\\\\", "\\")
        file.write(f"\n/** {about} */\nexport const {name} =\n{literal(list(ranges(belongs)))};\n")
