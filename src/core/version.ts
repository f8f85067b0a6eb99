/** The version of the library, as in its manifest (a test holds the two together). */
export const LIBRARY_VERSION = "0.1.0";
