/** What may be kept as a file. Each is rebuilt before it is kept, so each takes a cleaner of its own. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export const isFileType = (type: string): type is FileType =>
  (FILE_TYPES as readonly string[]).includes(type);

const BEGINNINGS: Record<FileType, readonly number[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};

/** What a file is by its first bytes, whatever it is said to be; null: none of ours. */
export const typeOf = (bytes: Uint8Array): FileType | null =>
  FILE_TYPES.find((type) => BEGINNINGS[type].every((byte, index) => bytes[index] === byte)) ?? null;

/** Why a file is not kept. */
export type Unusable = 'unreadable' | 'encrypted' | 'annotated' | 'too_large_inside';

export class UnusableFile extends Error {
  readonly reason: Unusable;

  /** `why` is for a test or a log: never what the file holds. */
  constructor(reason: Unusable, why: string) {
    super(why);
    this.reason = reason;
  }
}

export const unreadable = (why: string): UnusableFile => new UnusableFile('unreadable', why);
