/** What the tests use of a package without types. */
declare module '@digitalbazaar/bitstring' {
  export class Bitstring {
    static decodeBits(of: { readonly encoded: string }): Promise<Uint8Array>;
    constructor(of: { readonly buffer: Uint8Array });
    get(position: number): boolean;
  }
}
