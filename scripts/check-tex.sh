#!/bin/sh
# Compiles what --format tex writes with Debian's texlive and refuses overfull lines. The pages are left as PNG files
# for looking at. Needs texlive-latex-base, texlive-latex-recommended, poppler-utils.
# Usage: scripts/check-tex.sh [directory for the pages]
set -eu
root="$(cd "$(dirname "$0")/.." && pwd)"
cli="${HEATDIODE_CLI:-$root/dist/src/cli.js}"
out="${1:-$(mktemp -d)}"
mkdir -p "$out"
cd "$out"
failed=0
check() {
  name="$1"
  shift
  node "$cli" "$@" --format tex --out "$name.tex"
  if ! pdflatex -interaction=nonstopmode -halt-on-error "$name.tex" >"$name.txt" 2>&1; then
    echo "$name: does not compile; see $out/$name.txt"
    failed=1
  elif grep -q '^Overfull' "$name.log"; then
    echo "$name: $(grep -c '^Overfull' "$name.log") overfull lines"
    failed=1
  else
    pdftoppm -r 70 -png "$name.pdf" "$name"
    echo "$name: $(pdfinfo "$name.pdf" | sed -n 's/^Pages: *//p') pages, no overfull line"
  fi
}
check spin-TLS-metal-6 expand spin-TLS-metal --order 6
check spin-HO-metal-6 expand spin-HO-metal --order 6
check solid-TLS-solid-6 expand solid-TLS-solid --order 6
check metal-TLS-metal-4 expand metal-TLS-metal --order 4
check spin-1-3 expand spin-spin:1-metal --order 3
check contrast-3 expand spin-TLS-metal --order 3 --quantity contrast
check ratio-3 expand solid-TLS-metal --order 3 --quantity R
check current-paper current spin-TLS-metal
check current-boltzmann current spin-spin:3/2-metal --form boltzmann
check conditions-all conditions --all
check conditions-metal conditions metal-HO-metal
check conditions-levels conditions "$root/examples/qutrit-diode.json"
check conditions-assumed conditions solid-TLS-metal --assume "Gamma_L = Gamma_R" --roots omega=0.01:10 \
  --at Gamma_R=1,delta_R=0.2,mu_R=1,T_a=1
check traces-6 traces --order 6
check traces-stationary traces --order 4 --stationary
# the junction of docs/traces.md
sed -n '/"finite-spins"/,/} }$/s/^    //p' "$root/docs/traces.md" >closed.json
check traces-closed traces closed.json --time 1.7 --at T_a=1.7 --order 4
cat >levels.json <<'END'
{ "left": { "bath": "solid" }, "right": { "bath": "solid" },
  "subsystem": { "kind": "levels", "energies": ["0", "1", "3"],
    "S_L": [["0", "l_01", "l_02"], ["l_01", "0", "l_12"], ["l_02", "l_12", "0"]],
    "S_R": [["0", "r_01", "r_02"], ["r_01", "0", "r_12"], ["r_02", "r_12", "0"]] } }
END
check conductances-3 expand levels.json --order 3
check conductances-ratio expand levels.json --order 2 --quantity R
check paper paper
exit "$failed"
