import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden } from '../../kernel/refusals.js';
import type { LadderId } from '../../kernel/ids.js';
import type { ContractStatus } from '../contracts/contracts.types.js';
import type { LadderMappingId } from '../frameworks/mappings/mappings.types.js';

export const notOfTheCentre = (): AppError =>
  forbidden(
    'Seuls les administrateurs du centre de formation de ce contrat le font passer à un autre parcours.',
    'Only the administrators of the training centre of this contract move it to another ladder.',
  );

export const contractNotRunning = (currentStatus: ContractStatus): AppError =>
  new AppError(
    'conflict',
    'contract_not_running',
    {
      title: bilingual('Contrat non en cours', 'Contract not running'),
      detail: bilingual(
        'Seul un contrat signé et non terminé change de parcours ainsi. Sur un brouillon, remplacez simplement le parcours.',
        'Only a signed contract that has not ended moves to another ladder. On a draft simply replace "ladderId".',
      ),
    },
    { currentStatus },
  );

export const ladderMismatch = (ladderId: LadderId): AppError =>
  new AppError(
    'conflict',
    'ladder_mismatch',
    {
      title: bilingual('Autre parcours', 'Another ladder'),
      detail: bilingual(
        'Cette correspondance part d’un autre parcours que celui du contrat, qui a peut-être changé entre-temps : relisez le contrat.',
        'This mapping leads away from another ladder than the contract’s, which is in "ladderId": it may have changed meanwhile.',
      ),
    },
    { ladderId },
  );

export const mappingReplaced = (mappingId: LadderMappingId): AppError =>
  new AppError(
    'conflict',
    'mapping_replaced',
    {
      title: bilingual('Correspondance remplacée', 'Mapping replaced'),
      detail: bilingual(
        'Une correspondance plus récente existe entre ces deux parcours : simulez le passage avec elle.',
        'There is a newer mapping between these two ladders, in "mappingId": dry-run the move with that one.',
      ),
    },
    { mappingId },
  );

export const concernOpen = (missions: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'concern_open',
    {
      title: bilingual('Alerte grave en cours', 'High concern open'),
      detail: bilingual(
        'Une alerte grave porte sur des missions que le nouveau parcours n’a pas : elle serait perdue. Faites-la examiner d’abord.',
        'A high concern names missions that the new ladder does not have under that code ("missions"): it would be lost. Have it reviewed first.',
      ),
    },
    { missions },
  );

/** `impact` and `acknowledge`: as the dry run would answer them now. */
export const lossesNotAcknowledged = (impact: object, acknowledge: string): AppError =>
  new AppError(
    'conflict',
    'losses_not_acknowledged',
    {
      title: bilingual('Pertes non confirmées', 'Losses not acknowledged'),
      detail: bilingual(
        'Ce passage retirerait des acquis, ou la situation a changé depuis la simulation : lisez-les avec l’équipe, puis confirmez.',
        'This move would take away what "impact" lists, or the state moved since the dry run. Read it with the team, then send the request again with this value of "acknowledge".',
      ),
    },
    { impact, acknowledge },
  );
