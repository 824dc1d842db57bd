/** Examples for the help of each command and for the manual page. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  list: ["heatdiode list", "heatdiode list --models"],
  new: ["heatdiode new two-qubits --out mine.json"],
  current: [
    "heatdiode current spin-TLS-metal",
    "heatdiode current spin-TLS-metal --form boltzmann --format latex",
    "heatdiode current solid-TLS-solid --form tanh",
    "heatdiode current solid-ladder:4-spin --format c --out junction.c",
  ],
  expand: [
    "heatdiode expand solid-TLS-solid",
    "heatdiode expand spin-TLS-metal --order 6 --format tex --out alpha.tex",
    "heatdiode expand solid-TLS-solid --quantity R --order 3",
    "heatdiode expand solid-TLS-solid --digits 30 \\\n      --at omega=1.2,Gamma_L=1,Gamma_R=3,T_a=0.5",
  ],
  statistics: [
    "heatdiode statistics solid-TLS-solid",
    "heatdiode statistics solid-TLS-solid --order 6 --lambda 0.15 \\\n      --at T_L=2,T_R=1,omega=1,Gamma_L=1,Gamma_R=3",
  ],
  relations: ["heatdiode relations solid-TLS-solid --order 4"],
  paper: ["heatdiode paper", "heatdiode paper --format tex --out paper.tex"],
  evaluate: [
    "heatdiode evaluate spin-HO-metal \\\n      --at omega=1,Upsilon_L=1,Gamma_R=1,delta_R=0.2,mu_R=1,T_a=0.5,Delta=0.1",
  ],
  compare: ["heatdiode compare examples/v-model.json --at T_L=2,T_R=1"],
  conditions: [
    "heatdiode conditions solid-TLS-metal",
    "heatdiode conditions --all",
    "heatdiode conditions examples/noise-rectifier.json --of statistics --proof",
  ],
  check: [
    'heatdiode check solid-TLS-solid --claim "R = 1" --assume "Gamma_L = Gamma_R"',
    'heatdiode check solid-HO-metal --claim "alpha_2 = 0" --assume "delta_R = 0"',
  ],
  "check-proof": [
    "heatdiode conditions solid-TLS-metal --json --out proof.json",
    "heatdiode check-proof proof.json",
  ],
  verify: ["heatdiode verify spin-TLS-metal --order 4"],
  scan: [
    "heatdiode scan spin-TLS-metal --x omega=0.02:3:150 --quantity R,J \\\n      --at Upsilon_L=1,Gamma_R=1,delta_R=0.2,mu_R=1,T_a=0.5,Delta=0.1",
    "heatdiode scan solid-TLS-solid --x Gamma_L=0.1:10:41:log \\\n      --y Gamma_R=0.1:10:41:log --at omega=1,T_a=1,Delta=0.5 --quantity R \\\n      --out map.parquet --plot map.svg",
  ],
  merge: [
    "heatdiode merge part1.csv part2.csv --out whole.csv",
    "heatdiode merge part*.csv --out whole.parquet",
  ],
  optimise: [
    "heatdiode optimise solid-TLS-solid --prove gap=1e-6 --at omega=1,T_L=2,T_R=1 \\\n      --over Gamma_L=0.1:1,Gamma_R=0.1:1",
    "heatdiode optimise solid-TLS-solid --over Gamma_R=0.01:10 \\\n      --at omega=1,Gamma_L=1,T_a=1,Delta=0.5",
  ],
  transitions: ["heatdiode transitions qutrit.json --at T_a=1,Delta=0.2 --over Delta=-0.5:0.5"],
  traces: ["heatdiode traces --order 3"],
  criterion: [
    "heatdiode criterion solid:1,1.3 solid:1,0.4,2 --at T_a=1.4",
    "heatdiode criterion spin:0.7 classical:4 --at T_a=1 --json",
  ],
  band: ["heatdiode band --at omega=0.5,mu=2,T_a=0.4"],
  relax: [
    "heatdiode relax solid-ladder:4-solid \\\n      --at omega=1,Gamma_L=1,Gamma_R=0.2,T_a=1.5,Delta=0.4 --time 10",
    "heatdiode relax solid-HO-spin \\\n      --at omega=1,Gamma_L=1,Upsilon_R=1,T_a=1.5,Delta=0.4",
  ],
  report: ["heatdiode report spin-TLS-metal --out report"],
  explore: ["heatdiode explore"],
  completion: [
    'eval "$(heatdiode completion bash)"',
    "heatdiode completion zsh > ~/.zfunc/_heatdiode",
    "heatdiode completion fish > ~/.config/fish/completions/heatdiode.fish",
  ],
};
