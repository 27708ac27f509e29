/** The department of a postcode: two digits, three overseas; null: nobody knows the postcode. */
export const departmentOf = (postcode: string | null): string | null =>
  postcode === null || postcode.length < 3 ? null : postcode.slice(0, postcode.startsWith('97') ? 3 : 2);

/** The SMIC of Mayotte is its own. */
export const isMayotte = (postcode: string | null): boolean => departmentOf(postcode) === '976';
