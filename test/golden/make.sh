#!/bin/bash
# Writes every golden file again: npm run golden. Needs Debian's python3-sklearn, python3-pandas, python3-mpmath, python3-xgboost and python3-imblearn.
set -euo pipefail
cd "$(dirname "$0")"
for script in *.py; do
  echo "$script"
  /usr/bin/python3 "$script"
done
