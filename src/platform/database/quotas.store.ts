import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import type { Quota } from '../../kernel/quotas.js';
import type { Tx } from './db.js';
import { rows } from './sql.js';

const MIB = 1024 * 1024;

/** One at a time for whatever is stored for `scope`: what is counted next holds until the commit. */
export async function lockQuota(tx: Tx, scope: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`quota ${scope}`]);
}

/** @throws quota_exceeded when `added` is more than what `used` leaves */
export function keepWithin(quota: Quota, used: number, added: number): void {
  if (used + added > quota.limit) throw quotaExceeded(quota, used);
}

export const quotaExceeded = ({ name, limit, unit, of }: Quota, used: number): AppError => {
  const count = (amount: number) => (unit === 'bytes' ? Math.round(amount / MIB) : amount);
  return new AppError(
    'conflict',
    'quota_exceeded',
    {
      title: bilingual('Quota atteint', 'Quota exceeded'),
      detail: bilingual(
        `Déjà ${count(used)} ${of.fr} sur ${count(limit)} autorisés : réutilisez ou retirez ce qui existe, ou demandez à l’exploitant de Palier.`,
        `There are ${count(used)} ${of.en} of the ${count(limit)} allowed: use or withdraw what is there, or ask whoever runs Palier.`,
      ),
    },
    { quota: name, used, limit },
  );
};
