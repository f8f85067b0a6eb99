/** Run by crash.test.ts, which kills it: writes one object again and again, whole objects of one repeated byte. */
import { FileStore } from "../../../src/artifact/stores/file.js";

const store = new FileStore(process.argv[2] ?? "");
for (let i = 0; ; i++) {
  await store.put("object", new Uint8Array(400_000).fill(i % 256));
  if (i === 2) console.log("writing");
}
