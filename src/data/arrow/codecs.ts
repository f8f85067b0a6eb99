/**
 * Decompression for apache-arrow, which brings none: LZ4, as pandas and pyarrow write by default, and Zstandard.
 */
import { loadDependency } from "../../core/dependency.js";
import { readLz4Frame } from "./lz4-frame.js";

/** The part of apache-arrow that knows codecs. */
interface Codecs {
  readonly CompressionType: { readonly LZ4_FRAME: 0; readonly ZSTD: 1 };
  readonly compressionRegistry: {
    get(type: 0 | 1): unknown;
    set(type: 0 | 1, codec: { decode(bytes: Uint8Array): Uint8Array }): void;
  };
}

/** Registers what is not registered yet: whoever brings faster codecs keeps them. */
export async function registerCodecs({ CompressionType, compressionRegistry }: Codecs, user: string): Promise<void> {
  if (!compressionRegistry.get(CompressionType.LZ4_FRAME))
    compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: readLz4Frame });
  if (compressionRegistry.get(CompressionType.ZSTD)) return;
  const { decompressZstd } = await loadDependency("hyparquet-compressors", user, () => import("hyparquet-compressors"));
  compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => decompressZstd(bytes) });
}
