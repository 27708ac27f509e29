import type { FrameworkId, OrganisationId } from '../../../kernel/ids.js';
import { KNOWN_SHEETS, sheetAfter, sheetBefore, type KnownSheet } from './known-sheets.rules.js';
import { otherOf, sheetOf, type OtherSheet, type Sheet } from './sheets.types.js';

/** A framework of the platform, as a sheet names it. */
export interface SheetFramework {
  readonly id: FrameworkId;
  readonly code: string;
  readonly version: string;
  readonly isCarriedOver: boolean;
}

/** The platform’s published frameworks, by the number of their sheet. */
export type FrameworksBySheet = ReadonlyMap<string, SheetFramework>;

export interface ShownOther extends OtherSheet {
  readonly frameworkId: FrameworkId | null;
}

/** The sheet of a framework, with the frameworks of those before and after it. */
export interface ShownSheet extends Sheet {
  readonly predecessor: ShownOther | null;
  readonly successor: ShownOther | null;
}

/** A framework with what is known of its sheet. */
export type WithSheet<Framework> = Framework & { readonly sheet: ShownSheet | null };

/** Whether what a sheet asks for is there: as it was read, as it was read on the sheet before it, or not at all. */
export const SHEET_REFERENTIALS = ['known', 'carried_over', 'unknown'] as const;
export type SheetReferential = (typeof SHEET_REFERENTIALS)[number];

export interface ListedSheet extends KnownSheet {
  readonly referential: SheetReferential;
  readonly framework: SheetFramework | null;
  readonly predecessor: ShownOther | null;
  readonly successor: ShownOther | null;
}

const withFramework = (sheet: OtherSheet | null, bySheet: FrameworksBySheet): ShownOther | null =>
  sheet && { ...sheet, frameworkId: (sheet.rncp && bySheet.get(sheet.rncp)?.id) || null };

/** Null: the framework names no sheet. */
export function showSheet(
  framework: {
    readonly title: string;
    readonly ownerId: OrganisationId | null;
    readonly details: Readonly<Record<string, unknown>>;
  },
  bySheet: FrameworksBySheet,
): ShownSheet | null {
  const { title, ownerId, details } = framework;
  const sheet = sheetOf({
    title,
    rncp: details['rncp'],
    rncpEffectiveAt: details['rncpEffectiveAt'],
    rncpExpiresAt: details['rncpExpiresAt'],
    rncpSuccessor: details['rncpSuccessor'],
    isPlatforms: ownerId === null,
  });
  return (
    sheet && {
      ...sheet,
      predecessor: withFramework(sheet.predecessor, bySheet),
      successor: withFramework(sheet.successor, bySheet),
    }
  );
}

/** Every sheet that is known, with its framework where there is one. */
export const listSheets = (bySheet: FrameworksBySheet): ListedSheet[] =>
  KNOWN_SHEETS.map((sheet) => {
    const framework = (sheet.rncp && bySheet.get(sheet.rncp)) || null;
    return {
      ...sheet,
      referential: framework === null ? 'unknown' : framework.isCarriedOver ? 'carried_over' : 'known',
      framework,
      predecessor: withFramework(otherOf(sheetBefore(sheet)), bySheet),
      successor: withFramework(otherOf(sheetAfter(sheet)), bySheet),
    };
  });
