/** Stands between the cursors of a list's pages, the latest first. In none of them: they are base64url. */
const SEPARATOR = '.';
/** What `after` takes is as long. */
const MAX_TRAIL = 500;

/**
 * The cursor of what follows, with those that led here behind it: a keyset knows no way back but the one that was come by. The
 * oldest are left out where it would be too long. `trail`: the `after` of this page, empty on the first; null: it is not kept.
 */
export function withTrail(cursor: string, trail: string | null): string {
  if (trail === null) return cursor;
  const cursors = [cursor, ...trail.split(SEPARATOR)];
  while (cursors.join(SEPARATOR).length > MAX_TRAIL) cursors.pop();
  return cursors.join(SEPARATOR);
}

/** The page that such a cursor begins, and the way there; an empty one is the first page. */
export function readTrail(after: string): { readonly cursor: string; readonly before: string | null } {
  const at = after.indexOf(SEPARATOR);
  return at < 0
    ? { cursor: after, before: null }
    : { cursor: after.slice(0, at), before: after.slice(at + 1) };
}

/** `Link`: the page that follows, and from any but the first the first one and, while the way is known, the one before. */
export function linksOf(url: string, next: string | null | undefined): { link?: string } {
  const query = url.indexOf('?');
  const after = query < 0 ? null : new URLSearchParams(url.slice(query)).get('after');
  if (!next && after === null) return {};
  const before = after === null ? null : readTrail(after).before;
  const links = [
    ...(after === null ? [] : [linkTo(url, null, 'first')]),
    ...(before === null ? [] : [linkTo(url, before || null, 'prev')]),
    ...(next ? [linkTo(url, next, 'next')] : []),
  ];
  return { link: links.join(', ') };
}

function linkTo(url: string, after: string | null, rel: string): string {
  const target = new URL(url, 'http://palier.invalid');
  if (after === null) target.searchParams.delete('after');
  else target.searchParams.set('after', after);
  return `<${target.pathname}${target.search}>; rel="${rel}"`;
}
