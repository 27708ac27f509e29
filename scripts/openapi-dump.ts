import { writeFile } from 'node:fs/promises';
import { describeApi } from '../src/app.js';

// `npm run openapi:dump`: writes the document of the built API. Only the build (dev/compile.mjs) reads types and comments into it.
// With a file's name, it is written there instead.

const { document, lacking } = await describeApi();
if (lacking.length > 0) {
  throw new Error(
    `Lacking: ${lacking.join(', ')}. An example stands in the examples of its feature, words above the member or in src/composition/member-words.ts.`,
  );
}
await writeFile(process.argv[2] ?? 'openapi.json', `${JSON.stringify(document, null, 2)}\n`);
