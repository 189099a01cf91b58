// @ts-check

/**
 * @template T
 * @typedef {HTMLElement & {update: (thing: T) => void}} Row
 */

/** So many rows are all in the page, and the list is as high as they are. */
const FEW = 60;

/** The most that are in the page of a list that is longer. */
const MOST = 150;

/** So far beyond what is seen, in pixels, rows are there. */
const BEYOND = 400;

/** Where more is to be asked for: so many rows before the end. */
const NEAR_END = 20;

const GUESSED_HEIGHT = 60;

/**
 * A list that scrolls by itself where it is long; of its rows those are in the page that are seen or
 * about to be, and the one that has the focus. Rows are as high as they are; how high those are that
 * nobody has seen is guessed by the others.
 * @template T
 * @param {HTMLElement} list
 * @param {(thing: T) => string} keyOf
 * @param {(thing: T) => Row<T>} make
 * @param {() => void} [more] asks for more of a list that is not whole
 */
export function rows(list, keyOf, make, more = () => {}) {
    /** @type {T[]} */
    let things = [];
    /** @type {string[]} */
    let keys = [];
    let isWhole = true;
    let isLong = false;
    let seen = [0, 0];
    let toEnd = false;
    let width = 0;
    let soon = 0;
    /** @type {Map<string, {item: Row<T>, thing: T}>} */
    const there = new Map();
    /** @type {Map<string, number>} */
    const heights = new Map();
    /** Of those that fold, one is open at a time. */
    let unfolded = "";

    /** Where each begins, and where the last one ends. */
    function tops() {
        let sum = 0;
        heights.forEach((height) => (sum += height));
        const guess = heights.size > 0 ? sum / heights.size : GUESSED_HEIGHT;
        const all = [0];
        for (const key of keys) {
            all.push(all[all.length - 1] + (heights.get(key) ?? guess));
        }
        return all;
    }

    /** @param {number[]} at */
    function wanted(at) {
        if (!isLong) {
            seen = [0, things.length - 1];
            return keys.map((_, index) => index);
        }
        const begin = above(at, list.scrollTop - BEYOND);
        const from = Math.max(0, Math.min(begin, things.length - 1));
        const end = list.scrollTop + list.clientHeight + BEYOND;
        const to = Math.min(above(at, end), from + MOST - 2, things.length - 1);
        seen = [from, to];
        const some = Array.from({ length: to - from + 1 }, (_, index) => from + index);
        const focused = keys.indexOf(focusedKey());
        return focused < 0 || some.includes(focused)
            ? some
            : [...some, focused].sort((a, b) => a - b);
    }

    function focusedKey() {
        const focused = document.activeElement;
        for (const [key, { item }] of there) {
            if (item.contains(focused)) {
                return key;
            }
        }
        return "";
    }

    function place() {
        cancelAnimationFrame(soon);
        soon = 0;
        isLong = things.length > FEW || !isWhole;
        list.classList.toggle("long", isLong);
        if (isLong) {
            list.tabIndex = 0;
        } else if (list.tabIndex === 0) {
            list.removeAttribute("tabindex");
        }
        const before = tops();
        const first = above(before, list.scrollTop);
        const into = list.scrollTop - before[first];
        const indexes = wanted(before);
        put(indexes);
        for (const index of indexes) {
            const row = there.get(keys[index]);
            const { height } = row?.item.getBoundingClientRect() ?? { height: 0 };
            if (height > 0) {
                heights.set(keys[index], height);
            }
        }
        const now = tops();
        space(indexes, now);
        if (isLong && toEnd) {
            list.scrollTop = list.scrollHeight;
            focusEnd();
        } else if (isLong && Math.abs(now[first] + into - list.scrollTop) > 1) {
            list.scrollTop = now[first] + into;
        }
        if (!isWhole && (toEnd || seen[1] >= things.length - NEAR_END)) {
            more();
        }
    }

    /** @param {number[]} indexes */
    function put(indexes) {
        const gone = new Map(there);
        indexes.forEach((index) => gone.delete(keys[index]));
        // First, for an element that is moved loses the focus.
        gone.forEach(({ item }, key) => {
            const hasFocus = item.contains(document.activeElement);
            item.remove();
            there.delete(key);
            if (hasFocus) {
                list.tabIndex = isLong ? 0 : -1;
                list.focus({ preventScroll: true });
            }
        });
        let last = /** @type {Element | null} */ (null);
        for (const index of indexes) {
            const key = keys[index];
            const thing = things[index];
            const had = there.get(key);
            const item = had?.item ?? made(key, thing);
            there.set(key, { item, thing });
            if (had?.thing !== thing) {
                item.update(thing);
            }
            item.dataset.key = key;
            item.ariaPosInSet = isLong ? String(index + 1) : null;
            item.ariaSetSize = isLong ? String(isWhole ? things.length : -1) : null;
            const next = last ? last.nextElementSibling : list.firstElementChild;
            if (next !== item) {
                list.insertBefore(item, next);
            }
            last = item;
        }
    }

    /**
     * As it was left when it went out of sight.
     * @param {string} key
     * @param {T} thing
     */
    function made(key, thing) {
        const item = make(thing);
        const fold = item.querySelector("details");
        if (fold && unfolded === key) {
            fold.open = true;
        }
        return item;
    }

    /** @param {Event} event */
    function toggled(event) {
        const fold = /** @type {HTMLDetailsElement} */ (event.target);
        const key = /** @type {HTMLElement | null} */ (fold.closest("[data-key]"))?.dataset.key ?? "";
        if (fold.open) {
            unfolded = key;
        } else if (unfolded === key) {
            unfolded = "";
        }
        later();
    }

    /**
     * Leaves room for those that are not there.
     * @param {number[]} indexes
     * @param {number[]} at
     */
    function space(indexes, at) {
        let end = 0;
        for (const index of indexes) {
            const style = there.get(keys[index])?.item.style;
            if (style) {
                const below = index === indexes.at(-1) ? at[keys.length] - at[index + 1] : 0;
                style.marginTop = isLong ? `${at[index] - end}px` : "";
                style.marginBottom = isLong ? `${below}px` : "";
            }
            end = at[index + 1];
        }
    }

    function later() {
        soon ||= requestAnimationFrame(place);
    }

    function focusEnd() {
        if (isWhole && seen[1] === things.length - 1) {
            toEnd = false;
            focus(things.length - 1);
        }
    }

    /** @param {number} index */
    function focus(index) {
        const item = there.get(keys[index])?.item;
        const target = /** @type {HTMLElement | null | undefined} */ (
            item?.querySelector("summary, a, button:not([hidden])")
        );
        (target ?? list).focus({ preventScroll: true });
    }

    list.addEventListener("scroll", later);
    list.addEventListener("toggle", toggled, true);
    for (const other of ["pointerdown", "wheel"]) {
        list.addEventListener(other, () => (toEnd = false), { passive: true });
    }
    list.addEventListener("keydown", (event) => {
        toEnd = isLong && event.key === "End";
        if (toEnd) {
            event.preventDefault();
            list.scrollTop = list.scrollHeight;
            place();
        } else if (isLong && event.key === "Home") {
            event.preventDefault();
            list.scrollTop = 0;
            place();
            focus(0);
        }
    });
    new ResizeObserver(() => {
        if (list.clientWidth !== width) {
            width = list.clientWidth;
            heights.clear();
        }
        later();
    }).observe(list);

    return {
        /**
         * @param {T[]} now
         * @param {boolean} whole whether there are no more
         */
        show(now, whole) {
            things = now;
            keys = now.map(keyOf);
            isWhole = whole;
            if (heights.size > 2 * keys.length + FEW) {
                heights.clear();
            }
            place();
        },
        /** The first and the last that are in the page. */
        seen: () => seen,
    };
}

/**
 * The last that does not begin below there.
 * @param {number[]} at
 * @param {number} pixels
 */
function above(at, pixels) {
    let low = 0;
    let high = at.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (at[middle] <= pixels) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}
