/**
 * WebAssembly modules written out byte by byte: as much of the format as straight-line numeric code with 128-bit vectors
 * needs. Stacks are the writer's business; the engine validates what comes out.
 */

/** Value types of parameters and locals. */
const WASM_TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
type WasmType = keyof typeof WASM_TYPE;

/** Instructions without operands in the code, by their name in the specification. */
const PLAIN = {
  "i32.add": [0x6a],
  "i32.lt_u": [0x49],
  "f64.le": [0x65],
  "f64x2.lt": [0xfd, 0x49],
  "v128.and": [0xfd, 0x4e],
  "v128.xor": [0xfd, 0x51],
  "v128.bitselect": [0xfd, 0x52],
  "v128.any_true": [0xfd, 0x53],
  "i64x2.shl": [0xfd, 0xcb, 0x01],
  "f64x2.neg": [0xfd, 0xed, 0x01],
  "f64x2.sqrt": [0xfd, 0xef, 0x01],
  "f64x2.add": [0xfd, 0xf0, 0x01],
  "f64x2.sub": [0xfd, 0xf1, 0x01],
  "f64x2.mul": [0xfd, 0xf2, 0x01],
  "f64x2.div": [0xfd, 0xf3, 0x01],
  "f64x2.pmin": [0xfd, 0xf6, 0x01],
  "f64x2.pmax": [0xfd, 0xf7, 0x01],
} as const;
type PlainInstruction = keyof typeof PLAIN;

/** Instructions with a lane number. */
const LANE = { "f64x2.extract_lane": 0x21, "f64x2.replace_lane": 0x22, "i32x4.extract_lane": 0x1b } as const;

/** Loads and stores: opcode and alignment exponent. */
const MEMORY = {
  "v128.load": [0x00, 4],
  "v128.store": [0x0b, 4],
  "v128.load64_splat": [0x0a, 3],
  "v128.load64_zero": [0x5d, 3],
} as const;

/** An unsigned number in base 128, low digits first. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value === 0 ? low : low | 0x80);
  } while (value !== 0);
  return bytes;
}

/** A signed number in base 128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const float = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];
const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const text = (name: string): number[] => {
  const bytes = Array.from(name, (c) => c.charCodeAt(0));
  return [...unsigned(bytes.length), ...bytes];
};

/** Writes the body of one function. Locals are numbers, parameters first. */
export interface FunctionWriter {
  /** A new local. */
  local(type: WasmType): number;
  get(local: number): void;
  set(local: number): void;
  i32(value: number): void;
  /** The number in both lanes. */
  f64x2(value: number): void;
  f64(value: number): void;
  op(name: PlainInstruction): void;
  lane(name: keyof typeof LANE, lane: number): void;
  /** Address on the stack (below the value, for a store); `offset` in bytes is added to it. */
  memory(name: keyof typeof MEMORY, offset: number): void;
  /** Loads 8 bytes into lane 1 of the vector on the stack, the address below it. */
  loadUpperLane(offset: number): void;
  call(index: number): void;
  /** Runs the block while the condition it leaves on the stack is not 0. */
  repeat(block: () => void): void;
  /** Runs a block if the condition on the stack is not 0, else the other. */
  branch(yes: () => void, no?: () => void): void;
}

/** A function's signature. */
interface Signature {
  readonly parameters: readonly WasmType[];
  readonly results: readonly WasmType[];
}

/** A function of the module; exported where it has a name. */
export interface WasmFunction extends Signature {
  readonly name?: string;
  readonly write: (body: FunctionWriter) => void;
}

/** A function that the module is given, as `env.NAME`. */
export interface WasmImport extends Signature {
  readonly name: string;
}

function bodyOf({ parameters, write }: WasmFunction): number[] {
  const locals: WasmType[] = [];
  const code: number[] = [];
  const put = (...bytes: readonly number[]): void => {
    for (const byte of bytes) code.push(byte);
  };
  write({
    local: (type) => parameters.length + locals.push(type) - 1,
    get: (i) => put(0x20, ...unsigned(i)),
    set: (i) => put(0x21, ...unsigned(i)),
    i32: (value) => put(0x41, ...signed(value)),
    f64: (value) => put(0x44, ...float(value)),
    f64x2: (value) => put(0xfd, 0x0c, ...float(value), ...float(value)),
    op: (name) => put(...PLAIN[name]),
    lane: (name, lane) => put(0xfd, LANE[name], lane),
    memory: (name, offset) => put(0xfd, MEMORY[name][0], MEMORY[name][1], ...unsigned(offset)),
    loadUpperLane: (offset) => put(0xfd, 0x57, 3, ...unsigned(offset), 1),
    call: (index) => put(0x10, ...unsigned(index)),
    repeat(block) {
      put(0x03, 0x40);
      block();
      put(0x0d, 0, 0x0b);
    },
    branch(yes, no) {
      put(0x04, 0x40);
      yes();
      if (no) {
        put(0x05);
        no();
      }
      put(0x0b);
    },
  });
  const declared = list(locals.map((type) => [1, WASM_TYPE[type]]));
  const body = [...declared, ...code, 0x0b];
  return [...unsigned(body.length), ...body];
}

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];

/**
 * The module's bytes: imported functions are numbered first, then its own; its memory, of
 * the size known once all are written, is exported as `memory`.
 */
export function wasmModule(
  imports: readonly WasmImport[],
  functions: readonly WasmFunction[],
  memoryBytes: () => number,
): Uint8Array<ArrayBuffer> {
  const types = [...imports, ...functions].map(({ parameters, results }) => [
    0x60,
    ...list(parameters.map((t) => [WASM_TYPE[t]])),
    ...list(results.map((t) => [WASM_TYPE[t]])),
  ]);
  const own = functions.map((_, i) => imports.length + i);
  const exported = functions.flatMap(({ name }, i) =>
    name === undefined ? [] : [[...text(name), 0, ...unsigned(imports.length + i)]],
  );
  const bodies = functions.map(bodyOf);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list(imports.map(({ name }, i) => [...text("env"), ...text(name), 0, ...unsigned(i)]))),
    ...section(3, list(own.map((i) => unsigned(i)))),
    ...section(5, list([[0, ...unsigned(Math.ceil(memoryBytes() / 65536))]])),
    ...section(7, list([[...text("memory"), 2, 0], ...exported])),
    ...section(10, list(bodies)),
  ]);
}
