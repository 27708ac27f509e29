/** How a reader knows the file of somebody: all of it, or what a training centre holds of its alternant. */
export type FileReader = 'whole' | 'centre';

/** What the codes of a ladder are called, by kind and code. */
export type Titles = Partial<Record<'competency' | 'level' | 'mission', Readonly<Record<string, string>>>>;

/** One part of somebody's file: the rows of one table. */
export interface FileSection {
  readonly section: string;
  /** The columns that name people. */
  readonly people: readonly string[];
}

/** A row as it is kept, with the names of whom and what it names. */
export interface FileRow {
  readonly row: Readonly<Record<string, unknown>>;
  /** What people and organisations are called, by their ids. */
  readonly names: Readonly<Record<string, string>>;
  /** What the codes of its contract are called; null: it is of none that the file is about. */
  readonly titles: Titles | null;
}

/** The beginning of a part, or rows of it. */
export type FoundPart = FileSection | (FileSection & { readonly rows: readonly FileRow[] });

/** A file of evidence that goes with the export. */
export interface AttachedFile {
  readonly id: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}
