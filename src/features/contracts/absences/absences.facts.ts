import type { OrganisationId } from '../../../kernel/ids.js';
import type { Authorship } from '../../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../../contract-history/contract-history.types.js';
import type { AbsenceId, AbsenceStated } from './absences.types.js';
import type { ContractAbsence } from './contract-absence.entity.js';

export type AbsenceAct = 'recorded' | 'corrected' | 'withdrawn';

/** The event names the days and never why: whoever follows the contract reads it. */
export const absenceFact = (
  history: Authorship,
  act: AbsenceAct,
  { absenceId, organisationId }: { readonly absenceId: AbsenceId; readonly organisationId: OrganisationId },
  { from, until, kind, comment }: AbsenceStated,
): Fact => ({
  event: { type: `contract.absence_${act}`, data: { absenceId, from, until } },
  rows: [
    factRow<ContractAbsence>('contract_absences', {
      id: history.newId(),
      ...history.author,
      absenceId,
      organisationId,
      fromDay: from,
      untilDay: until,
      kind,
      comment,
      isWithdrawn: act === 'withdrawn',
    }),
  ],
});
