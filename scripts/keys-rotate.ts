import { SystemClock } from '../src/kernel/clock.js';
import { rotateSigningKeys } from '../src/platform/access/rotate-signing-keys.js';
import { KeySeal } from '../src/platform/access/key-seal.js';
import { ConfigError } from '../src/platform/config/config.js';
import { withSealKeys } from '../src/platform/config/kept-seal-key.js';
import { asOwnerOfDatabase } from './as-owner.js';

// `npm run keys:rotate`: makes a new key that signs access tokens; nobody is signed out. `-- --now`, after a leak,
// also retires the former keys at once: every access token stops to open anything, and clients refresh. Former keys that
// stay are sealed again with PALIER_KEY_ENCRYPTION_KEY.

const args = process.argv.slice(2);
const isNow = args.includes('--now');
if (args.some((arg) => arg !== '--now')) {
  process.stderr.write('Usage : npm run keys:rotate [-- --now]\n');
  process.exit(2);
}
const { kid, retired } = await asOwnerOfDatabase(async (owner, config) => {
  const seal = new KeySeal((await withSealKeys(config)).sealKeys);
  return rotateSigningKeys(owner, seal, new SystemClock().now(), { retireFormer: isNow });
}).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
process.stdout.write(
  isNow
    ? `Nouvelle clé ${kid} ; ${retired} retirées : chacun renouvelle son jeton (new key; the former ones are retired).\n`
    : `Nouvelle clé ${kid} : elle signe désormais, les précédentes vérifient encore 65 minutes (new key; the former ones verify for 65 minutes more).\n`,
);
