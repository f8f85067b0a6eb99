"""Reads a safetensors file by its specification, with Python's standard library alone, and prints what is in it as JSON.

    python3 safetensors.py model.safetensors

Numbers are printed by repr, which is exact; NaN and the infinities as text. A file that breaks the specification is an error.
"""
import json
import math
import struct
import sys

FORMATS = {"F64": "d", "F32": "f", "I32": "i", "U32": "I", "U16": "H", "U8": "B"}


def read(data):
    (length,) = struct.unpack_from("<Q", data, 0)
    assert length <= 100_000_000, "the header is above 100 MB"
    assert data[8:9] == b"{", "the header does not begin with {"
    header = json.loads(data[8 : 8 + length].decode("utf-8"), object_pairs_hook=without_repeats)
    metadata = header.pop("__metadata__", {})
    assert all(isinstance(value, str) for value in metadata.values()), "metadata that is no text"
    tensors = {}
    at = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        assert begin == at, f"a hole or an overlap before {name}"
        form = FORMATS[entry["dtype"]]
        count = math.prod(entry["shape"])
        assert count * struct.calcsize(form) == end - begin, f"the shape of {name} does not fit its offsets"
        assert (8 + length + begin) % struct.calcsize(form) == 0, f"{name} is not aligned"
        values = struct.unpack_from(f"<{count}{form}", data, 8 + length + begin)
        tensors[name] = {"dtype": entry["dtype"], "shape": entry["shape"], "values": [tell(value) for value in values]}
        at = end
    assert 8 + length + at == len(data), "bytes after the last tensor"
    return {"metadata": metadata, "tensors": tensors}


def without_repeats(pairs):
    found = dict(pairs)
    assert len(found) == len(pairs), "a key twice"
    return found


def tell(value):
    return value if math.isfinite(value) else repr(value)


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        print(json.dumps(read(file.read())))
