/**
 * What each object that a page is shown with may hold, key by key (ISO 32000-2): an allow-list. What a key leads to has
 * a shape of its own. Actions, notes, previews, metadata, layers, structure and what programs keep for themselves have none.
 */
export type Shape = keyof typeof SHAPES | Leaf;

/** `plain`: numbers, names, strings and lists of them. `plainMap`: a dictionary of these. */
type Leaf = 'plain' | 'plainMap';

interface DictShape {
  readonly keys: Readonly<Record<string, Shape>>;
  /** The shape of any other key: a dictionary whose keys are names that the file gives. */
  readonly named?: Shape;
  /** Its stream draws, so what it says may hold a picture. */
  readonly draws?: true;
}

const plain = (...keys: string[]): Record<string, 'plain'> =>
  Object.fromEntries(keys.map((key) => [key, 'plain']));

/** Every stream may say how it is packed. */
const PACKED = { ...plain('Length', 'Filter'), DecodeParms: 'packing' } as const;

const FUNCTION = {
  ...plain(
    'FunctionType',
    'Domain',
    'Range',
    'Size',
    'BitsPerSample',
    'Order',
    'Encode',
    'Decode',
    'C0',
    'C1',
    'N',
  ),
  ...plain('Bounds'),
  Functions: 'function',
} as const;

export const SHAPES = {
  page: {
    keys: {
      ...plain('Type', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'),
      Resources: 'resources',
      Contents: 'drawing',
      Group: 'group',
    },
  },
  resources: {
    keys: {
      ProcSet: 'plain',
      ExtGState: 'graphicsStates',
      ColorSpace: 'colours',
      Pattern: 'patterns',
      Shading: 'shadings',
      XObject: 'xObjects',
      Font: 'fonts',
    },
  },
  graphicsStates: { keys: {}, named: 'graphicsState' },
  colours: { keys: {}, named: 'colour' },
  patterns: { keys: {}, named: 'pattern' },
  shadings: { keys: {}, named: 'shading' },
  xObjects: { keys: {}, named: 'xObject' },
  fonts: { keys: {}, named: 'font' },
  drawing: { keys: PACKED, draws: true },
  group: { keys: { ...plain('Type', 'S', 'I', 'K'), CS: 'colour' } },
  /** A picture or a form: one list for both, since what tells them apart is a word in the file. */
  xObject: {
    keys: {
      ...PACKED,
      ...plain('Type', 'Subtype', 'Width', 'Height', 'BitsPerComponent', 'Intent', 'ImageMask', 'Decode'),
      ...plain('Interpolate', 'SMaskInData', 'Matte', 'FormType', 'BBox', 'Matrix'),
      ColorSpace: 'colour',
      Mask: 'xObject',
      SMask: 'xObject',
      Resources: 'resources',
      Group: 'group',
    },
    draws: true,
  },
  packing: {
    keys: {
      ...plain('Predictor', 'Colors', 'BitsPerComponent', 'Columns', 'EarlyChange', 'K', 'EndOfLine', 'Rows'),
      ...plain('EncodedByteAlign', 'EndOfBlock', 'BlackIs1', 'DamagedRowsBeforeError', 'ColorTransform'),
      JBIG2Globals: 'data',
    },
  },
  /** A table that somebody else's program reads: nothing but bytes. */
  data: { keys: { ...PACKED, ...plain('Length1', 'Length2', 'Length3', 'Subtype') } },
  graphicsState: {
    keys: {
      ...plain(
        'Type',
        'LW',
        'LC',
        'LJ',
        'ML',
        'D',
        'RI',
        'OP',
        'op',
        'OPM',
        'FL',
        'SM',
        'SA',
        'BM',
        'CA',
        'ca',
      ),
      ...plain('AIS', 'TK'),
      Font: 'font',
      BG: 'function',
      BG2: 'function',
      UCR: 'function',
      UCR2: 'function',
      TR: 'function',
      TR2: 'function',
      SMask: 'softMask',
    },
  },
  softMask: { keys: { ...plain('Type', 'S', 'BC'), G: 'xObject', TR: 'function' } },
  /** A colour space is a list; its dictionaries and streams are a profile, white points, a table or a function. */
  colour: {
    keys: {
      ...PACKED,
      ...FUNCTION,
      ...plain('WhitePoint', 'BlackPoint', 'Gamma', 'Matrix'),
      Alternate: 'colour',
    },
  },
  function: { keys: { ...PACKED, ...FUNCTION } },
  pattern: {
    keys: {
      ...PACKED,
      ...plain('Type', 'PatternType', 'PaintType', 'TilingType', 'BBox', 'XStep', 'YStep', 'Matrix'),
      Resources: 'resources',
      Shading: 'shading',
      ExtGState: 'graphicsState',
    },
    draws: true,
  },
  shading: {
    keys: {
      ...PACKED,
      ...plain(
        'ShadingType',
        'Background',
        'BBox',
        'AntiAlias',
        'Domain',
        'Matrix',
        'Coords',
        'Extend',
        'Decode',
      ),
      ...plain('BitsPerCoordinate', 'BitsPerComponent', 'BitsPerFlag', 'VerticesPerRow'),
      ColorSpace: 'colour',
      Function: 'function',
    },
  },
  font: {
    keys: {
      ...plain('Type', 'Subtype', 'BaseFont', 'FirstChar', 'LastChar', 'Widths', 'FontBBox', 'FontMatrix'),
      ...plain('DW', 'W', 'DW2', 'W2'),
      CIDSystemInfo: 'plainMap',
      FontDescriptor: 'fontDescriptor',
      Encoding: 'encoding',
      ToUnicode: 'encoding',
      CIDToGIDMap: 'data',
      DescendantFonts: 'font',
      Resources: 'resources',
      CharProcs: 'glyphs',
    },
  },
  glyphs: { keys: {}, named: 'drawing' },
  fontDescriptor: {
    keys: {
      ...plain(
        'Type',
        'FontName',
        'FontFamily',
        'FontStretch',
        'FontWeight',
        'Flags',
        'FontBBox',
        'ItalicAngle',
      ),
      ...plain(
        'Ascent',
        'Descent',
        'Leading',
        'CapHeight',
        'XHeight',
        'StemV',
        'StemH',
        'AvgWidth',
        'MaxWidth',
      ),
      ...plain('MissingWidth', 'CharSet'),
      FontFile: 'data',
      FontFile2: 'data',
      FontFile3: 'data',
      CIDSet: 'data',
    },
  },
  encoding: {
    keys: {
      ...PACKED,
      ...plain('Type', 'BaseEncoding', 'Differences', 'CMapName', 'WMode'),
      CIDSystemInfo: 'plainMap',
      UseCMap: 'encoding',
    },
  },
} as const satisfies Record<string, DictShapeOf>;

/** A `DictShape` before its names are known. */
interface DictShapeOf {
  readonly keys: Readonly<Record<string, string>>;
  readonly named?: string;
  readonly draws?: true;
}

/** What a list of names says of one that a file gives: `constructor` and the like are no names of ours. */
export const ownOf = <Value>(list: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(list, key) ? list[key] : undefined;

/** The shape of a dictionary or of a stream's dictionary; null where none may be. */
export const shapeOf = (shape: Shape): DictShape | null =>
  shape === 'plain' || shape === 'plainMap' ? null : (SHAPES[shape] as DictShape);

/** How a stream may be packed, by its names and by the short ones that readers take in their place. */
export const FILTERS: Readonly<Record<string, string>> = {
  FlateDecode: 'FlateDecode',
  Fl: 'FlateDecode',
  LZWDecode: 'LZWDecode',
  LZW: 'LZWDecode',
  ASCIIHexDecode: 'ASCIIHexDecode',
  AHx: 'ASCIIHexDecode',
  ASCII85Decode: 'ASCII85Decode',
  A85: 'ASCII85Decode',
  RunLengthDecode: 'RunLengthDecode',
  RL: 'RunLengthDecode',
  CCITTFaxDecode: 'CCITTFaxDecode',
  CCF: 'CCITTFaxDecode',
  JBIG2Decode: 'JBIG2Decode',
  DCTDecode: 'DCTDecode',
  DCT: 'DCTDecode',
};
