import { SystemClock } from '../src/kernel/clock.js';
import { rotateSigningKeys } from '../src/platform/access/rotate-signing-keys.js';
import { asOwnerOfDatabase } from './as-owner.js';

// `npm run keys:rotate`: makes a new key that signs access tokens; nobody is signed out. `-- --now`, after a leak,
// also retires the former keys at once: every access token stops to open anything, and clients refresh.

const args = process.argv.slice(2);
const isNow = args.includes('--now');
if (args.some((arg) => arg !== '--now')) {
  process.stderr.write('Usage : npm run keys:rotate [-- --now]\n');
  process.exit(2);
}
const { kid, retired } = await asOwnerOfDatabase((owner) =>
  rotateSigningKeys(owner, new SystemClock().now(), { retireFormer: isNow }),
);
process.stdout.write(
  isNow
    ? `Nouvelle clé ${kid} ; ${retired} retirées : chacun renouvelle son jeton (new key; the former ones are retired).\n`
    : `Nouvelle clé ${kid} : elle signe désormais, les précédentes vérifient encore 65 minutes (new key; the former ones verify for 65 minutes more).\n`,
);
