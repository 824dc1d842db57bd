/** The numeric layer: floats, double-doubles and enclosures, never a symbolic object. */

// Errors
export { DomainError, PrecisionLimitError, WideEnclosureError } from "./arithmetic/errors.js";

// Enclosures: arithmetic on balls, certified decimal digits
export { cosh, powInteger, sinh, tanh, type Arithmetic } from "./arithmetic/arithmetic.js";
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
} from "./enclosure/ball.js";
export {
  certifiedDecimal,
  certifiedRational,
  DEFAULT_LIMIT_BITS,
  midpointDecimal,
  startingBits,
  withIncreasingPrecision,
} from "./enclosure/certified-decimal.js";

// Junctions as plain data
export { symbol, type ExactNumber, type Expression } from "./junction/expression.js";
export { checkPoint, domainFault, type DomainFault, type DomainModel } from "./junction/domain.js";
export { exactValue, type BathModel, type LadderModel, type Point } from "./junction/model.js";

// Currents, rectification and populations at a point
export { evaluate, type Evaluation } from "./junction/evaluate.js";
export { evaluateCertified, type CertifiedEvaluation } from "./junction/evaluate-certified.js";
export { levelSensitivity } from "./levels/sensitivity.js";
export {
  ladderPopulationSensitivity,
  levelPopulationSensitivity,
  type PopulationSensitivity,
} from "./levels/population-sensitivity.js";
export { sensitivities, sensitivity, type Sensitivity } from "./junction/sensitivity.js";

// Expansion in Δ by Taylor arithmetic
export {
  alphaJet,
  taylorOfJunction,
  type JetCoefficient,
  type JetOptions,
  type JetQuantity,
} from "./junction/taylor-coefficients.js";
export { jetArithmetic, type Jet } from "./arithmetic/jet.js";

// Steady states of rate equations (12): GTH elimination, N-level junctions, ladders, relaxation
export { ReducibleChainError } from "./levels/errors.js";
export { chainClasses, type ChainClasses } from "./levels/closed-classes.js";
export { stationaryDistribution } from "./levels/gth.js";
export { gthErrorBound, stationaryWeights } from "./levels/gth-generic.js";
export {
  ladderConvergence,
  type LadderConvergence,
  type LadderConvergenceRow,
} from "./levels/ladder-convergence.js";
export { levelCurrents, type LevelCurrents } from "./levels/currents.js";
export {
  contactRates,
  ladderJunction,
  type DownwardRate,
  type LevelContact,
  type LevelJunction,
} from "./levels/rates.js";
export {
  printedCurrent,
  steadyState,
  type LevelSteadyState,
  type TransitionCurrent,
} from "./levels/master-equation.js";
export {
  bigRational,
  decimalArithmetic,
  rationalArithmetic,
  type BigRational,
  type DecimalLike,
  type PositiveArithmetic,
  type SignedArithmetic,
} from "./arithmetic/semifield.js";
export { relaxation, transitionMatrix, type RelaxationPoint } from "./levels/relaxation.js";

// Rates (16)–(19) from microscopic baths, quadrature
export { broadenedDelta, type Broadening } from "./bath/broadened-delta.js";
export { fermiDirac } from "./bath/fermi-dirac.js";
export {
  fermiWindow,
  metalIntegral,
  metalRate,
  squareRootMetalIntegral,
  type MetalLead,
} from "./bath/metal-integral.js";
export { metalPolynomial, polynomialMetalIntegral, type MetalTerm } from "./bath/metal-polynomial.js";
export {
  discretisedBath,
  oscillatorBathCorrelationRate,
  oscillatorBathStrength,
  oscillatorContactRate,
  type OscillatorBath,
} from "./bath/oscillator-bath.js";
export {
  integrate,
  QuadratureError,
  type QuadratureOptions,
  type QuadratureResult,
} from "./bath/quadrature.js";
export { spectralDensity, zeroGapRate, type SpectralDensity } from "./bath/spectral-density.js";
export { spinBathCorrelationRate, spinBathRate, spinBathStrength, type SpinBath } from "./bath/spin-bath.js";

// Classical contacts and the criterion (9)
export { classicalAverages, equipartitionEnergy, type ClassicalAverages } from "./bath/classical-bath.js";
export {
  compareMeanEnergies,
  thermalEnergy,
  type BathModes,
  type MeanEnergyComparison,
  type ThermalEnergy,
} from "./bath/mean-energy.js";

// General levels as plain data: certified currents and coefficients of Δ by elimination over enclosures and jets
export {
  alphaOfLevels,
  evaluateLevels,
  type LevelEvaluation,
  type LevelExpansionOptions,
} from "./levels/certified.js";
export { DIGITS_LIMIT } from "./enclosure/digits-limit.js";
export { type CertifiedNumber } from "./enclosure/settle.js";
export { type Slope, type SlopeOptions } from "./junction/settled-slopes.js";
export { downwardRate } from "./junction/downward-rate.js";
export { levelModelCurrents } from "./levels/model.js";
export { exactExpression } from "./junction/exact-expression.js";
export { type LevelModel } from "./junction/level-model.js";

// Closed finite junctions: exact diagonalisation, the trace expansion (4)–(9), approach to the golden rule
export {
  EigenConvergenceError,
  symmetricEigensystem,
  type SymmetricEigensystem,
} from "./linear-algebra/eigen.js";
export type { RealMatrix } from "./linear-algebra/real-matrix.js";
export {
  meanBathEnergy,
  type FiniteBath,
  type FiniteOscillatorBath,
  type FiniteSpinBath,
} from "./closed/finite-bath.js";
export {
  finiteJunction,
  MAXIMUM_DIMENSION,
  type FiniteJunction,
  type FiniteJunctionModel,
  type FiniteSubsystem,
} from "./closed/finite-junction.js";
export {
  currentDiagonal,
  currentInTime,
  diagonaliseJunction,
  type CurrentDiagonal,
  type JunctionSpectrum,
  type SectorSpectrum,
} from "./closed/heisenberg-current.js";
export {
  currentAt,
  currentCoefficients,
  thermalWeights,
  traceMoments,
  type CurrentCoefficient,
  type TraceMoments,
} from "./closed/trace-moments.js";
export {
  closedJunctionTraces,
  expandFromCumulants,
  expandFromMoments,
  jointCumulants,
  paperCoefficients,
  type ClosedJunctionTraces,
  type PaperCoefficients,
  type UncentredExpansion,
} from "./closed/trace-expansion.js";
export { gaussianCurrent, type GaussianJunction, type HarmonicModes } from "./closed/gaussian-junction.js";
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
} from "./closed/golden-rule-convergence.js";

// Many points at once
export { compileGrid, RESYNC_ROWS, type CompiledGrid, type GridOptions } from "./grid/grid.js";
export { type GridLayout, type GridQuantity } from "./grid/layout.js";
export type { GridInputs } from "./grid/interpret.js";
