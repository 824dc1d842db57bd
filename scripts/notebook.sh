#!/bin/sh
# Makes examples/python.ipynb and runs it: the notebook that docs/python.md speaks of. It needs Debian's jupyter-nbconvert,
# python3-ipykernel, python3-numpy and python3-matplotlib; --install installs them. With --check nothing is written: the
# notebook in the repository has to run, and its text outputs have to be what they are.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-}
if [ "$mode" = --install ]; then
  apt-get update -q && apt-get install -y -q jupyter-nbconvert python3-ipykernel python3-numpy python3-matplotlib
fi
python=/usr/bin/python3
"$python" -c 'import nbconvert, ipykernel, numpy, matplotlib' 2>/dev/null || {
  echo "notebook.sh: jupyter-nbconvert, python3-ipykernel, python3-numpy or python3-matplotlib is missing: sh scripts/notebook.sh --install" >&2
  exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" python/make_notebook.py > "$folder/python.ipynb"
PYTHONPATH="$PWD/python" "$python" -m nbconvert --to notebook --execute --ExecutePreprocessor.kernel_name=python3 \
  --output-dir "$folder/run" --output python.ipynb "$folder/python.ipynb" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
"$python" python/make_notebook.py --finish "$folder/run/python.ipynb" > "$folder/finished.ipynb"
if [ "$mode" = --check ]; then
  "$python" python/make_notebook.py --compare "$folder/finished.ipynb" examples/python.ipynb
else
  cp "$folder/finished.ipynb" examples/python.ipynb
fi
