// @ts-check
import { rows } from "/page/rows.js";

/**
 * @template T
 * @typedef {{items: T[], next?: string | null}} Part
 */

/** As many requests for parts in which nothing was found. */
const MOST_EMPTY = 20;

/** And for one that has grown. */
const MOST_GROWN = 3;

/**
 * A list that comes in parts, each by the key that the one before names: the next is asked for when
 * its rows are about to be seen, and those that are seen are asked for again.
 * @template T
 * @param {HTMLElement} list
 * @param {(thing: T) => string} keyOf
 * @param {(thing: T) => import("/page/rows.js").Row<T>} make
 * @param {(after: string) => Promise<Part<T> | null | undefined>} ask
 * @param {(count: number) => void} shown is told how many are known, each time it is shown
 */
export function longList(list, keyOf, make, ask, shown) {
    /** @type {{after: string, items: T[], next: string}[]} */
    let parts = [];
    let era = 0;
    let turn = Promise.resolve();
    let waiting = false;
    let growing = false;
    const shows = rows(list, keyOf, make, grow);

    /**
     * What follows a key, up to what is known already; nothing where that was refused.
     * @param {string} after
     * @param {Set<string>} known the keys of what is in the next part
     * @param {number} own the era in which that is wanted
     */
    async function from(after, known, own) {
        const most = known.size > 0 ? MOST_GROWN : MOST_EMPTY;
        /** @type {T[]} */
        const items = [];
        let next = after;
        for (let requests = 0; requests < most; requests++) {
            const found = await ask(next);
            if (!found || own !== era) {
                return undefined;
            }
            items.push(...found.items);
            next = found.next ?? "";
            const meets = items.findIndex((each) => known.has(keyOf(each)));
            if (meets >= 0) {
                return { after, items: items.slice(0, meets), next, meets: true };
            }
            if (!next || (known.size === 0 && items.length > 0)) {
                break;
            }
        }
        return { after, items, next, meets: false };
    }

    /** @param {number} index */
    async function askFor(index) {
        const own = era;
        const after = parts[index]?.after ?? parts[index - 1]?.next ?? "";
        const follows = parts[index + 1];
        const found = await from(after, new Set(follows?.items.map(keyOf)), own);
        if (!found) {
            return;
        }
        if (found.meets) {
            parts[index] = { ...found, next: follows.after };
        } else {
            // What came next is gone; it is asked for when it is seen.
            parts = [...parts.slice(0, index), found];
        }
        if (parts[index].items.length === 0 && index > 0) {
            const next = parts[index].next;
            parts.splice(index, 1);
            parts[index - 1].next = next;
        }
        show();
    }

    function show() {
        /** @type {Map<string, T>} */
        const byKey = new Map();
        for (const each of parts.flatMap((part) => part.items)) {
            byKey.set(keyOf(each), each);
        }
        const all = [...byKey.values()];
        shown(all.length);
        shows.show(all, !parts.at(-1)?.next);
    }

    /** Which parts have rows in the page. */
    function seen() {
        const [first, last] = shows.seen();
        let begin = 0;
        const found = [];
        for (const [index, part] of parts.entries()) {
            if (begin <= last && begin + Math.max(1, part.items.length) > first) {
                found.push(index);
            }
            begin += part.items.length;
        }
        return found.length > 0 ? found : [0];
    }

    function grow() {
        if (!growing) {
            growing = true;
            turn = turn.then(async () => {
                growing = false;
                if (parts.at(-1)?.next) {
                    await askFor(parts.length);
                }
            });
        }
    }

    /** Asks again for what is seen. */
    function refresh() {
        if (!waiting) {
            waiting = true;
            turn = turn.then(async () => {
                waiting = false;
                for (const index of seen().reverse()) {
                    await askFor(index);
                }
            });
        }
        return turn;
    }

    return {
        refresh,
        /** Asks from the beginning on, for another list. */
        restart() {
            era++;
            parts = [];
            list.scrollTop = 0;
            return refresh();
        },
    };
}
