import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { build } from '@kubb/core';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';
import openapiTS, { astToString } from 'openapi-typescript';
import { generate } from 'orval';

// Makes a client of openapi.json with each of four generators, in the folder that is named: `node test/client/generate.mjs <folder>`.

const DOCUMENT = 'openapi.json';
const folder = process.argv[2];

await writeFile(join(folder, 'openapi-typescript.ts'), astToString(await openapiTS(pathToFileURL(DOCUMENT))));
await createClient({
  input: DOCUMENT,
  output: { path: join(folder, 'hey-api') },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'error', file: false },
});
await generate({
  input: { target: DOCUMENT },
  output: { target: join(folder, 'orval.ts'), client: 'fetch', mode: 'single' },
});
const made = await build({
  config: {
    root: process.cwd(),
    input: { path: DOCUMENT },
    output: { path: join(folder, 'kubb'), clean: true, format: false, lint: false },
    plugins: [pluginOas({ generators: [] }), pluginTs({ output: { path: 'types.ts', barrelType: false } })],
  },
});
if (made.error || made.failedPlugins.size > 0) throw made.error ?? new Error('kubb failed');
