import { type CallerSpec, type Place } from './callers.js';
import type { Sample } from './samples.js';
import { placesOf } from './sending.js';
import { type Operation } from '../support/http/operations.js';

/** What everybody got for one request of an operation. */
export interface Block {
  readonly operation: Operation;
  readonly sample: Sample;
  readonly lines: readonly { readonly spec: CallerSpec; readonly cells: ReadonlyMap<Place, string> }[];
}

const LEGEND = `\
Who gets what: every operation of openapi.json, sent by everybody to every contract that the columns name. Written and
compared by test/access/access.test.ts, which also judges each cell by the design.

Two employers E1, E2 and two training centres C1, C2; today is 2026-03-12. A caller without another word belongs to E1 or C1.

  own       a contract of E1 and C1: that on which the callers with a mandate stand, and of the alternant
  ended     one of E1 and C1 with the same team, of another alternant: terminated, first day out 29 days ago
  same      one of E1 and C1, of another alternant with another team
  employer  one of E1 and C2
  centre    one of E2 and C1
  other     one of E2 and C2; where only an organisation is named: E2 or C2, and own is E1 or C1

  200 201   done                     200- done: the list does not hold the record
  200~      done, without the free texts
  401       unauthenticated
  403       forbidden                403m mandate_missing          403p person_required
  404       not_found
  Other refusals are told in full. An empty cell is not tried.
  POST /v1/sign-offs is sent with one item: the cell is what that item got.
`;

/** The whole matrix, one line for each operation and caller. */
export function printed(blocks: readonly Block[]): string {
  const width = Math.max(...blocks.flatMap(({ lines }) => lines.map(({ spec }) => spec.name.length))) + 4;
  return [LEGEND, ...blocks.map((block) => printedBlock(block, width))].join('\n');
}

function printedBlock({ operation, sample, lines }: Block, width: number): string {
  const places = placesOf(sample);
  const widths = places.map((place) =>
    Math.max(place.length, ...lines.map(({ cells }) => (cells.get(place) ?? '').length)),
  );
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const name = [operation.method, operation.path, ...(sample.as ? [`(${sample.as})`] : [])].join(' ');
  return [
    name,
    ''.padEnd(width) + row(sample.of === 'nothing' ? [''] : places),
    ...lines.map(({ spec, cells }) =>
      `  ${spec.name}`.padEnd(width).concat(row(places.map((place) => cells.get(place) ?? ''))),
    ),
    '',
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}
