/** The sets of categories that go left, as a stored tree has them, from the bins that go left. */
import { type BinEdges, edgesOf, missingBin } from "../../../kernels/binning/edges.js";

/**
 * The words of a set: category c goes left where bit c % 32 of word ⌊c / 32⌋ is set. Categories without a bin go with the missing values: where those go left, every
 * bit is set but those of the categories that are known to go right.
 */
export function categorySet(edges: BinEdges, column: number, leftBins: Uint32Array, missingLeft: boolean): Uint32Array {
  const codes = edgesOf(edges, column);
  const goesLeft = (bin: number) => (((leftBins[bin >> 5] as number) >>> (bin & 31)) & 1) === 1;
  let last = 0;
  for (let bin = 0; bin < missingBin(edges, column); bin++) {
    if (goesLeft(bin) !== missingLeft) last = codes[bin] as number;
  }
  const words = new Uint32Array((last >> 5) + 1).fill(missingLeft ? 0xffffffff : 0);
  for (let bin = 0; bin < codes.length; bin++) {
    const code = codes[bin] as number;
    if (code <= last && goesLeft(bin) !== missingLeft) (words[code >> 5] as number) ^= 1 << (code & 31);
  }
  return words;
}
