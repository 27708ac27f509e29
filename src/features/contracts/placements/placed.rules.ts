import type { FieldError } from '../../../kernel/errors.js';
import type { ContractDetails } from '../contract-details.types.js';
import { employerHosts, leavesOutPlacement } from './placed.errors.js';
import type { PlacementRow } from './placements.types.js';

/** Those that stand and last a day. */
export const notWithdrawn = (placements: readonly PlacementRow[]): PlacementRow[] =>
  placements.filter(({ isWithdrawn, from, until }) => !isWithdrawn && from < until);

/** What a draft may not come to say: days that leave out a placement, or the host of one as the employer. */
export function findPlacedMistakes(
  { startsOn, until, employerId }: Pick<ContractDetails, 'startsOn' | 'until' | 'employerId'>,
  employerSiret: string | null,
  placements: readonly PlacementRow[],
): FieldError[] {
  const placed = notWithdrawn(placements);
  const hosting = placed.find(({ hostId, hostSiret }) =>
    hostId === null ? hostSiret !== null && hostSiret === employerSiret : hostId === employerId,
  );
  const early = placed.find(({ from }) => from < startsOn);
  const late = placed.find((one) => until < one.until);
  return [
    ...(hosting ? [employerHosts(hosting)] : []),
    ...(early ? [leavesOutPlacement('/startsOn', early)] : []),
    ...(late ? [leavesOutPlacement('/endsOn', late)] : []),
  ];
}

/** As far as a contract lasts: what an amendment or an end took away from it is spent nowhere. */
export const withinContract = (
  placements: readonly PlacementRow[],
  { startsOn, until }: { readonly startsOn: PlacementRow['from']; readonly until: PlacementRow['until'] },
): PlacementRow[] =>
  notWithdrawn(
    placements.map((one) => ({
      ...one,
      from: one.from < startsOn ? startsOn : one.from,
      until: until < one.until ? until : one.until,
    })),
  );
