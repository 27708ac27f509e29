import { laterOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { unknownReference } from '../../kernel/refusals.js';
import {
  endsBeforePlacement,
  hostFixed,
  hostIsEmployer,
  hostNoEmployer,
  mandateLastsLonger,
  oneHost,
  onlyShortensPlacement,
  placedOutside,
  placementBackwards,
  sentBeforeSigned,
  structureTypeNeeded,
  tutorOutsideOnly,
} from './placements.errors.js';
import type {
  HeldDays,
  HostOrganisation,
  PlacementCommand,
  PlacementId,
  PlacementRow,
  PlacementStated,
} from './placements.types.js';

/** What there is to know of a contract before somebody is placed elsewhere. */
export interface PlacedContract {
  readonly startsOn: Day;
  readonly until: Day;
  readonly employerId: OrganisationId;
  readonly employerSiret: string | null;
}

/** Everything that is wrong with a placement, all of it. `host`: the organisation that is named, null where there is none. */
export function findPlacementMistakes(
  command: PlacementCommand,
  contract: PlacedContract,
  host: HostOrganisation | null,
): FieldError[] {
  const { from, until, agreementSignedOn, agreementSentOn } = command;
  return [
    ...hostMistakes(command, contract, host),
    ...(until <= from
      ? [placementBackwards()]
      : from < contract.startsOn || contract.until < until
        ? [placedOutside(from < contract.startsOn ? '/from' : '/to', contract.startsOn, contract.until)]
        : []),
    ...(agreementSentOn !== null && agreementSignedOn !== null && agreementSentOn < agreementSignedOn
      ? [sentBeforeSigned()]
      : []),
  ];
}

function hostMistakes(
  { hostId, hostName, hostSiret, structureType, tutorName }: PlacementCommand,
  { employerId, employerSiret }: PlacedContract,
  host: HostOrganisation | null,
): FieldError[] {
  if ((hostId === null) === (hostName === null)) return [oneHost()];
  if (hostId !== null && tutorName !== null) return [tutorOutsideOnly()];
  if (hostId === null)
    return [
      ...(hostSiret !== null && hostSiret === employerSiret ? [hostIsEmployer('/host/siret')] : []),
      ...(structureType === null ? [structureTypeNeeded()] : []),
    ];
  if (host === null) return [unknownReference('/hostId')];
  if (host.id === employerId) return [hostIsEmployer('/hostId')];
  if (host.kind !== 'employer') return [hostNoEmployer()];
  return structureType === null && host.structureType === null ? [structureTypeNeeded()] : [];
}

/** A placement whole, its host as it is called today. */
export const statedOf = (command: PlacementCommand, host: HostOrganisation | null): PlacementStated => ({
  kind: command.kind,
  hostId: command.hostId,
  hostName: host?.name ?? command.hostName ?? '',
  hostSiret: host?.siret ?? command.hostSiret,
  structureType: command.structureType ?? host?.structureType ?? '',
  from: command.from,
  until: command.until,
  agreementReference: command.agreementReference,
  agreementSignedOn: command.agreementSignedOn,
  agreementSentOn: command.agreementSentOn,
  tutorName: command.tutorName,
});

/** What a correction may not do: name another host, or leave out days on which somebody tutors there. */
export function findCorrectionMistakes(
  command: PlacementCommand,
  stands: PlacementRow,
  mandates: readonly HeldDays[],
): FieldError[] {
  if (command.hostId !== stands.hostId) return [hostFixed()];
  if (mandates.some(({ from }) => from < command.from)) return [mandateLastsLonger('/from')];
  const isCut = mandates.some(({ until }) => until === null || command.until < until);
  return isCut ? [mandateLastsLonger('/to')] : [];
}

/** An end shortens a placement; `on` is the first day out: its first day where it never was to be. */
export function findPlacementEndMistake(
  { from, until }: Pick<PlacementRow, 'from' | 'until'>,
  on: Day,
): FieldError | null {
  if (on < from) return endsBeforePlacement();
  return until < on ? onlyShortensPlacement() : null;
}

/** The first day out of each mandate that a placement takes with it, when it ends on a day; null: it never was. */
export const endingsOf = <Held extends HeldDays>(
  mandates: readonly Held[],
  on: Day | null,
): { readonly mandate: Held; readonly on: Day }[] =>
  mandates
    .filter(({ from, until }) => until === null || (from < until && (on === null || on < until)))
    .map((mandate) => ({ mandate, on: on === null ? mandate.from : laterOf(on, mandate.from) }));

/** Another placement that holds some of these days. */
export const findOtherPlacement = (
  { from, until }: { readonly from: Day; readonly until: Day },
  placements: readonly PlacementRow[],
  besides: PlacementId | null,
): PlacementRow | null =>
  placements.find((one) => one.id !== besides && !one.isWithdrawn && one.from < until && from < one.until) ??
  null;
