import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import type { Quota } from '../../kernel/quotas.js';
import type { Tx } from './db.js';
import { rows } from './sql.js';

/** One at a time for whatever is stored for `scope`: what is counted next holds until the commit. */
export async function lockQuota(tx: Tx, scope: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`quota ${scope}`]);
}

/** @throws quota_exceeded when `added` is more than what `used` leaves */
export function keepWithin(quota: Quota, used: number, added: number): void {
  if (used + added > quota.limit) throw quotaExceeded(quota, used);
}

export const quotaExceeded = ({ name, limit, unit }: Quota, used: number): AppError =>
  new AppError(
    'conflict',
    'quota_exceeded',
    {
      title: bilingual('Quota atteint', 'Quota exceeded'),
      detail: bilingual(
        `Il y a déjà ${used} ${unit === 'bytes' ? 'octets' : 'éléments'} sur ${limit} autorisés (« ${name} »), et ceci dépasserait la limite. Réutilisez ou remplacez ce qui existe (un brouillon se remplace, un fichier ou une invitation se retire, un client d’API se révoque), ou demandez à l’exploitant de Palier.`,
        `There are ${used} ${unit} of the ${limit} allowed ("${name}"), and this would go beyond. Use or replace what is there (a draft can be replaced, a file or an invitation withdrawn, an API client revoked), or ask whoever runs Palier.`,
      ),
    },
    { quota: name, used, limit },
  );
