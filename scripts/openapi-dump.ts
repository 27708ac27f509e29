import { writeFile } from 'node:fs/promises';
import { describeApi } from '../src/app.js';

// `npm run openapi:dump`: writes the document of the built API. Only `nest build` reads types and comments into it.
// With a file's name, it is written there instead.

const file = process.argv[2] ?? 'openapi.json';
await writeFile(file, `${JSON.stringify(await describeApi(), null, 2)}\n`);
