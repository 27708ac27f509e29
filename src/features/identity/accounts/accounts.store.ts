import { unauthenticated } from '../../../kernel/refusals.js';
import type { Tx } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import { hasSqlState } from '../../../platform/database/violations.js';
import { disabledByPlatform } from './accounts.errors.js';
import type { AccountHolder } from './accounts.policy.js';

/**
 * Nothing changes when it is so already. Disabling ends every sign-in; enabling gives none back.
 * @throws disabled_by_platform, unauthenticated when the caller was disabled meanwhile
 */
export async function setDisabled(tx: Tx, holder: AccountHolder, disabled: boolean): Promise<void> {
  await rows(tx, 'select app.set_account_disabled($1, $2)', [holder.personId, disabled]).catch(
    (error: unknown) => {
      if (hasSqlState(error, 'PA403')) throw disabledByPlatform();
      throw hasSqlState(error, 'PA401') ? unauthenticated() : error;
    },
  );
}
