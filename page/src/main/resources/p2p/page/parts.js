// @ts-check

/** As many requests for parts in which nothing was found. */
const MOST_EMPTY = 20;

/**
 * So many parts of a list that comes in parts, from its beginning on; nothing where a request was
 * refused. Parts in which nothing was found do not count.
 * @param {(method: string, path: string, query: Record<string, string>) => Promise<any>} ask
 * @param {string} path
 * @param {Record<string, string>} query
 * @param {number} parts
 * @returns {Promise<{items: any[], next: string} | undefined>}
 */
export async function firstParts(ask, path, query, parts) {
    const items = [];
    let next = "";
    let full = 0;
    let empty = 0;
    do {
        const page = await ask("GET", path, next ? { ...query, after: next } : query);
        if (!page) {
            return undefined;
        }
        items.push(...page.items);
        next = page.next ?? "";
        if (page.items.length > 0) {
            full++;
        } else {
            empty++;
        }
    } while (next && full < parts && empty < MOST_EMPTY);
    return { items, next };
}
