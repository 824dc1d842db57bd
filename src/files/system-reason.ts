/** What the system says about files, in words. */

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such directory"],
  ["ENOTDIR", "a part of its path is a file, not a directory"],
  ["EISDIR", "it is a directory"],
  ["ENOTEMPTY", "it is a directory"],
  ["EEXIST", "it is a directory, or another process writes it"],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space left on the device"],
  ["EDQUOT", "the disk quota is used up"],
  ["EFBIG", "the file would be larger than the system allows"],
  ["ELOOP", "its symbolic links lead in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
  ["EBUSY", "it is in use"],
  ["ETXTBSY", "it is a program that runs"],
  ["EMFILE", "too many files are open"],
  ["ENFILE", "too many files are open"],
  ["EIO", "the device reports an error"],
  ["ENXIO", "nothing reads from it"],
  ["EBADF", "it is closed"],
  ["EPIPE", "its reader has closed it"],
]);

/** The code of an error of the system such as ENOSPC, or undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Why a file could not be written, in words. */
export function whyNotWritten(error: unknown): string {
  const code = systemCode(error);
  if (code !== undefined) return REASONS.get(code) ?? `the system says ${code}`;
  return error instanceof Error ? error.message : String(error);
}
