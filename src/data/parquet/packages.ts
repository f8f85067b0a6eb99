/**
 * The packages that know Parquet: hyparquet reads it, hyparquet-compressors knows its compressions, hyparquet-writer writes it.
 */
import { loadDependency } from "../../core/dependency.js";

export async function loadReader(user: string) {
  const [hyparquet, { compressors }] = await Promise.all([
    loadDependency("hyparquet", user, () => import("hyparquet")),
    loadDependency("hyparquet-compressors", user, () => import("hyparquet-compressors")),
  ]);
  return { hyparquet, compressors };
}

export function loadWriter(user: string) {
  return loadDependency("hyparquet-writer", user, () => import("hyparquet-writer"));
}
