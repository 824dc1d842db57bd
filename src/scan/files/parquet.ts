/**
 * The rows of a finished scan as a Parquet file: a column of doubles for each name, in row groups, so that no more than
 * one group is in memory. Node only; the writer loads when asked for.
 */
import { type RowReader, rowReader } from "./rows-in.js";
import { replaceFile } from "../../files/atomic-write.js";

/** Rows of a group: 512 KiB for each column. */
const GROUP = 65_536;

/** Whether a result goes into a Parquet file, by its name. */
export function isParquet(path: string | undefined): path is string {
  return path !== undefined && /\.parquet$/i.test(path);
}

/** What rows a Parquet file is written from. */
export interface ParquetSource {
  /** The line before the rows of CSV, "" for NDJSON. */
  readonly header: string;
  readonly columns: readonly string[];
  /** The plan of the scan, kept in the file under the key `heatdiode`. */
  readonly identity: string;
}

/**
 * Writes the file, all or nothing.
 * @param feed  hands the bytes of the rows, header first, to the reader
 * @throws InputError if the place cannot be written
 */
export async function writeParquet(
  path: string,
  { header, columns, identity }: ParquetSource,
  feed: (reader: RowReader) => Promise<void>,
): Promise<void> {
  const { fileWriter, ParquetWriter } = await import("hyparquet-writer");
  await replaceFile(path, async (temporary) => {
    const file = new ParquetWriter({
      writer: fileWriter(temporary),
      schema: [
        { name: "scan", num_children: columns.length },
        ...columns.map((name) => ({ name, type: "DOUBLE", repetition_type: "OPTIONAL" }) as const),
      ],
      kvMetadata: [{ key: "heatdiode", value: identity }],
      createdBy: "heatdiode",
    });
    const reader = rowReader(header, columns.length, GROUP, async (group, length) => {
      const columnData = group.map((data, i) => ({
        name: columns[i] as string,
        // NaN is a field without a value.
        data: withNulls(data.subarray(0, length)),
      }));
      await file.write({ columnData, rowGroupSize: GROUP });
    });
    await feed(reader);
    await reader.end();
    await file.finish();
  });
}

function withNulls(data: Float64Array): Float64Array | (number | null)[] {
  return data.some(Number.isNaN) ? Array.from(data, (x) => (Number.isNaN(x) ? null : x)) : data;
}
