// @ts-check

const SEEN = 4;

/** How fast amounts grow, from how much they were when somebody looked last. */
export function rates() {
    /** @type {Map<string, {at: number, amount: number}[]>} */
    const past = new Map();
    return {
        /**
         * What there is now; what is not among it is forgotten.
         * @param {[string, number][]} amounts
         */
        take(amounts) {
            const at = performance.now();
            const before = new Map(past);
            past.clear();
            for (const [key, amount] of amounts) {
                past.set(key, [...(before.get(key) ?? []), { at, amount }].slice(-SEEN));
            }
        },
        /**
         * A second; nothing where it was seen once only.
         * @param {string} key
         * @returns {number | undefined}
         */
        of(key) {
            const seen = past.get(key) ?? [];
            const [first, last] = [seen[0], seen[seen.length - 1]];
            return seen.length < 2 || last.at <= first.at
                ? undefined
                : Math.max(0, (1000 * (last.amount - first.amount)) / (last.at - first.at));
        },
    };
}
