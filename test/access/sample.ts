import { EVERY_PLACE, TODAY, type Place } from './callers.js';
import { made, type Ground, type Premises, type World } from './world.js';

/** What is sent beside method and path. An id of the path that is not told is the ground's own. */
export interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where a request is sent to. */
export interface Target {
  readonly world: World;
  readonly ground: Ground;
  readonly employer: Premises;
  readonly centre: Premises;
}

/** One request of an operation, sound in itself: what refuses it is who sends it. */
export interface Sample {
  readonly operation: string;
  /** Tells the samples of one operation apart. */
  readonly as?: string;
  /** What of the place it names, when that is not the contract: an organisation, or nothing. Fewer columns are enough. */
  readonly of?: 'organisation' | 'nothing';
  readonly request: (target: Target) => Sent;
  /** Sent by these alone: a password takes long to try, and nobody is asked who they are. */
  readonly by?: readonly string[];
  /** A list: the id of what belongs to the place. */
  readonly lists?: (target: Target) => string;
  /** Answers free text, which HR do not read. */
  readonly comments?: true;
  /** What has to be so for the request to be sound; taken back afterwards. */
  readonly before?: (world: World) => Promise<void>;
}

export const living = EVERY_PLACE.filter((place) => place !== 'ended');

export const sample = (operation: string, values: Partial<Omit<Sample, 'operation'>> = {}): Sample => ({
  operation,
  request: () => ({}),
  ...values,
});
export const body = (operation: string, sent: unknown, values: Partial<Sample> = {}) =>
  sample(operation, { request: () => ({ body: sent }), ...values });
export const inList = (operation: string, id: string, values: Partial<Sample> = {}) =>
  sample(operation, { lists: ({ ground }) => ground.ids[id] ?? '', ...values });

/** As those who may do it. */
export async function each(
  world: World,
  places: readonly Place[],
  act: (ground: Ground) => Promise<unknown>,
) {
  for (const place of places) await act(world.ground(place));
}
export const url = ({ contract }: Ground, rest: string) => `/v1/contracts/${contract.contractId}/${rest}`;

export const mainTutorAway = (world: World) =>
  each(world, EVERY_PLACE, (ground) =>
    made(ground.hr.post(`/v1/mandates/${ground.mandates.main_tutor}/absences`, { from: TODAY, to: TODAY })),
  );
