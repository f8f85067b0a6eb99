/** The words of the format that writing and reading share; docs/artifact-format.md is its specification. */

/** The major version of the format. A file with another one is refused. */
export const FORMAT_VERSION = 1;
/** The value of `format` in the metadata: what tells this file from others in the same layout. */
export const FORMAT_NAME = "mlkit";
/** The key of the metadata that holds the model document. */
export const DOCUMENT_KEY = "mlkit";
/** The header's key that is no tensor. */
export const METADATA = "__metadata__";
/** The length of the header stands in this many bytes. */
export const PREFIX_BYTES = 8;
/** The buffers start at a multiple of this. */
export const ALIGNMENT = 8;
/** The suffixes of the two tensors of a list of strings. */
export const STRING_BYTES = ".bytes";
export const STRING_OFFSETS = ".offsets";
