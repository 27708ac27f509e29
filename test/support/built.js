import { buildIfNeeded } from '../../dev/build.mjs';

// Imported by whatever runs what is in dist/: made from the present sources, if it is not yet.
await buildIfNeeded({ announce: () => undefined });
