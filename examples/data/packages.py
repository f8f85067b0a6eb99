"""Writes packages.csv: 450 packages of Debian 12, as `apt-cache dumpavail` describes them on such a machine.

Of each of three sections, every so many of its packages in the order of their names, the first of several of one source, so that no two are parts of one program.
Run: /usr/bin/python3 examples/data/packages.py [directory]
"""

import csv
import pathlib
import re
import subprocess
import sys

SECTIONS = ("games", "science", "sound")
EACH = 150


def packages():
    text = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout
    for paragraph in text.split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z-]+): (.*)$", paragraph, re.MULTILINE))
        if fields.get("Section") in SECTIONS and "Description" in fields and "Installed-Size" in fields:
            yield fields


def chosen():
    sources = {section: {} for section in SECTIONS}
    for fields in sorted(packages(), key=lambda fields: fields["Package"]):
        source = fields.get("Source", fields["Package"]).split(" ")[0]
        sources[fields["Section"]].setdefault(source, fields)
    for section in SECTIONS:
        all_of = list(sources[section].values())
        for i in range(EACH):
            yield all_of[i * len(all_of) // EACH]


def depends(fields):
    return len([name for name in fields.get("Depends", "").split(",") if name.strip()])


out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
with open(out / "packages.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["name", "description", "sizeKiB", "depends", "section"])
    for fields in chosen():
        description = fields["Description"].strip()
        writer.writerow([fields["Package"], description, fields["Installed-Size"], depends(fields), fields["Section"]])
