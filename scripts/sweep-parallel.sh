#!/bin/sh
# The GNU parallel recipe of docs/sweeps.md over 4 shards, against a single run: the bytes must be equal.
# Usage: npm run build && scripts/sweep-parallel.sh [POINTS PER AXIS, default 300]
set -eu
points=${1:-300}
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

SCAN="node $root/dist/src/cli.js scan spin-TLS-metal --at Upsilon_L=1,Gamma_R=2,delta_R=0.1,mu_R=1,T_a=1 \
  --x omega=0.02:3:$points --y Delta=-0.5:0.5:$points --quantity R,J,alpha_2,contrast"

parallel --will-cite --halt soon,fail=1 "$SCAN --threads 1 --shard {}/4 --out part-{}.csv --resume" ::: 1 2 3 4
node "$root/dist/src/cli.js" merge part-3.csv part-1.csv part-4.csv part-2.csv --out merged.csv
$SCAN --out whole.csv
cmp merged.csv whole.csv
echo "$(wc -l < merged.csv) lines, $(wc -c < merged.csv) bytes: four shards merged equal one run"
