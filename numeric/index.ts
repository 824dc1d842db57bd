/** The numeric layer: floats, double-doubles and enclosures, never a symbolic object. */

// Errors
export { DomainError, PrecisionLimitError, WideEnclosureError } from "./errors.js";

// Enclosures: arithmetic on balls, certified decimal digits
export { cosh, powInteger, sinh, tanh, type Arithmetic } from "./arithmetic.js";
export {
  ballArithmetic,
  containsRational,
  containsZero,
  exactBall,
  fromDouble,
  isExactZero,
  isNegative,
  isPositive,
  overlaps,
  toNumber,
  type Ball,
  type BallArithmetic,
} from "./ball.js";
export {
  certifiedDecimal,
  certifiedRational,
  DEFAULT_LIMIT_BITS,
  midpointDecimal,
  startingBits,
  withIncreasingPrecision,
} from "./certified-decimal.js";

// Junctions as plain data
export { symbol, type ExactNumber, type Expression } from "./expression.js";
export { checkPoint, domainFault, type DomainFault, type DomainModel } from "./domain.js";
export { exactValue, type BathModel, type LadderModel, type Point } from "./model.js";

// Currents, rectification and populations at a point
export { evaluate, type Evaluation } from "./evaluate.js";
export { evaluateCertified, type CertifiedEvaluation } from "./evaluate-certified.js";
export { levelSensitivity } from "./level-sensitivity.js";
export {
  ladderPopulationSensitivity,
  levelPopulationSensitivity,
  type PopulationSensitivity,
} from "./population-sensitivity.js";
export { sensitivities, sensitivity, type Sensitivity } from "./sensitivity.js";

// Expansion in Δ by Taylor arithmetic
export {
  alphaJet,
  taylorOfJunction,
  type JetCoefficient,
  type JetOptions,
  type JetQuantity,
} from "./alpha-jet.js";
export { jetArithmetic, type Jet } from "./jet.js";

// Steady states of rate equations (12): GTH elimination, N-level junctions, ladders, relaxation
export { ReducibleChainError } from "./chain-errors.js";
export { chainClasses, type ChainClasses } from "./closed-classes.js";
export { stationaryDistribution } from "./gth.js";
export { gthErrorBound, stationaryWeights } from "./gth-generic.js";
export {
  ladderConvergence,
  type LadderConvergence,
  type LadderConvergenceRow,
} from "./ladder-convergence.js";
export { levelCurrents, type LevelCurrents } from "./level-currents.js";
export {
  contactRates,
  ladderJunction,
  type DownwardRate,
  type LevelContact,
  type LevelJunction,
} from "./level-rates.js";
export {
  printedCurrent,
  steadyState,
  type LevelSteadyState,
  type TransitionCurrent,
} from "./master-equation.js";
export {
  bigRational,
  decimalArithmetic,
  rationalArithmetic,
  type BigRational,
  type DecimalLike,
  type PositiveArithmetic,
  type SignedArithmetic,
} from "./positive-arithmetic.js";
export { relaxation, transitionMatrix, type RelaxationPoint } from "./relaxation.js";

// Rates (16)–(19) from microscopic baths, quadrature
export { broadenedDelta, type Broadening } from "./broadened-delta.js";
export { fermiDirac } from "./fermi-dirac.js";
export {
  fermiWindow,
  metalIntegral,
  metalRate,
  squareRootMetalIntegral,
  type MetalLead,
} from "./metal-integral.js";
export { metalPolynomial, polynomialMetalIntegral, type MetalTerm } from "./metal-polynomial.js";
export {
  discretisedBath,
  oscillatorBathCorrelationRate,
  oscillatorBathStrength,
  oscillatorContactRate,
  type OscillatorBath,
} from "./oscillator-bath.js";
export { integrate, QuadratureError, type QuadratureOptions, type QuadratureResult } from "./quadrature.js";
export { spectralDensity, zeroGapRate, type SpectralDensity } from "./spectral-density.js";
export { spinBathCorrelationRate, spinBathRate, spinBathStrength, type SpinBath } from "./spin-bath.js";

// Classical contacts and the criterion (9)
export { classicalAverages, equipartitionEnergy, type ClassicalAverages } from "./classical-bath.js";
export {
  compareMeanEnergies,
  thermalEnergy,
  type BathModes,
  type MeanEnergyComparison,
  type ThermalEnergy,
} from "./mean-energy.js";

// General levels as plain data: certified currents and coefficients of Δ by elimination over enclosures and jets
export {
  alphaOfLevels,
  evaluateLevels,
  type LevelEvaluation,
  type LevelExpansionOptions,
} from "./level-expansion.js";
export { DIGITS_LIMIT } from "./digits-limit.js";
export { type CertifiedNumber } from "./settle.js";
export { type Slope, type SlopeOptions } from "./settled-slopes.js";
export { downwardRate, exactExpression, levelModelCurrents, type LevelModel } from "./level-model.js";

// Closed finite junctions: exact diagonalisation, the trace expansion (4)–(9), approach to the golden rule
export { EigenConvergenceError, symmetricEigensystem, type SymmetricEigensystem } from "./eigen.js";
export type { RealMatrix } from "./real-matrix.js";
export {
  meanBathEnergy,
  type FiniteBath,
  type FiniteOscillatorBath,
  type FiniteSpinBath,
} from "./finite-bath.js";
export {
  finiteJunction,
  MAXIMUM_DIMENSION,
  type FiniteJunction,
  type FiniteJunctionModel,
  type FiniteSubsystem,
} from "./finite-junction.js";
export {
  currentDiagonal,
  currentInTime,
  diagonaliseJunction,
  type CurrentDiagonal,
  type JunctionSpectrum,
  type SectorSpectrum,
} from "./heisenberg-current.js";
export {
  currentAt,
  currentCoefficients,
  thermalWeights,
  traceMoments,
  type CurrentCoefficient,
  type TraceMoments,
} from "./trace-moments.js";
export {
  closedJunctionTraces,
  expandFromCumulants,
  expandFromMoments,
  jointCumulants,
  paperCoefficients,
  type ClosedJunctionTraces,
  type PaperCoefficients,
  type UncentredExpansion,
} from "./trace-expansion.js";
export { gaussianCurrent, type GaussianJunction, type HarmonicModes } from "./gaussian-junction.js";
export {
  bandSites,
  convergenceTable,
  goldenRuleHarmonic,
  goldenRuleSpin,
  harmonicCurrentCurve,
  plateau,
  recurrenceTime,
  spinCurrentCurve,
  timeGrid,
  type Band,
  type ConvergenceModel,
  type ConvergenceStep,
  type CurrentCurve,
  type PlateauRow,
} from "./golden-rule-convergence.js";

// Many points at once
export {
  compileGrid,
  RESYNC_ROWS,
  type CompiledGrid,
  type GridLayout,
  type GridOptions,
  type GridQuantity,
} from "./grid.js";
export type { GridInputs } from "./grid-interpret.js";
