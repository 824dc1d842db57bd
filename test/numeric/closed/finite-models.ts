import type { FiniteJunctionModel } from "../../../numeric/closed/finite-junction.js";

/** Closed junctions the tests share: every kind of bath and subsystem, no accidental symmetry but where it is named. */
export const spinsAndOscillators: FiniteJunctionModel = {
  left: { bath: "finite-spins", energies: [0.7, 1.3], zz: 0.15, couplings: [0.4, 0.4], shift: 0 },
  subsystem: { kind: "TLS", gap: 1 },
  right: {
    bath: "finite-oscillators",
    energies: [0.9, 1.2],
    levels: [3, 2],
    couplings: [0.3, 0.2],
    shift: 0.3,
  },
};

export const spinsOnly: FiniteJunctionModel = {
  left: { bath: "finite-spins", energies: [0.7, 1.3, 0.95], zz: 0.15, couplings: [0.4, 0.3, 0.2], shift: 0 },
  subsystem: { kind: "TLS", gap: 1.1 },
  right: { bath: "finite-spins", energies: [0.8, 1.1], zz: -0.2, couplings: [0.25, 0.35], shift: -0.4 },
};

const truncatedOscillator: FiniteJunctionModel = {
  left: { bath: "finite-oscillators", energies: [0.8], levels: 4, couplings: [0.3], shift: 0 },
  subsystem: { kind: "ladder", levels: 4, gap: 1 },
  right: { bath: "finite-spins", energies: [1.2, 0.6], zz: 0, couplings: [0.2, 0.3], shift: 0.1 },
};

const spinThreeHalves: FiniteJunctionModel = {
  left: { bath: "finite-spins", energies: [0.9, 1.4], zz: 0.1, couplings: [0.2, 0.1], shift: 0 },
  subsystem: { kind: "spin", S: 1.5, gap: 0.9 },
  right: { bath: "finite-spins", energies: [1.1], zz: 0, couplings: [0.3], shift: 0 },
};

const sameBath = {
  bath: "finite-spins",
  energies: [0.7, 1.3],
  zz: 0.15,
  couplings: [0.4, 0.3],
  shift: 0.2,
} as const;

/** Left and right are mirror images, the ladder between them included. */
export const mirrorSymmetric: FiniteJunctionModel = {
  left: sameBath,
  subsystem: { kind: "ladder", levels: 3, gap: 1 },
  right: sameBath,
};

export const allModels = {
  spinsAndOscillators,
  spinsOnly,
  truncatedOscillator,
  spinThreeHalves,
  mirrorSymmetric,
};
