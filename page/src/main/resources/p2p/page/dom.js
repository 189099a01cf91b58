// @ts-check

/**
 * The element of that id, which every page that asks has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
    const found = document.getElementById(id);
    if (!found) {
        throw new Error(`no element is called ${id}`);
    }
    return found;
}

/**
 * What others chose, with all that would deceive the eye written as an escape, as the command does.
 * @param {string} chosen
 * @returns {string}
 */
export function shown(chosen) {
    return chosen.replace(/[\p{C}\p{Zl}\p{Zp}\\]/gu, (character) => {
        const code = character.codePointAt(0) ?? 0;
        const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" }[character];
        const hex = code.toString(16);
        return known ?? (code <= 0xff ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`);
    });
}

/**
 * An element with a class and a text, which is never taken for markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [kind]
 * @param {string} [content]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, kind, content) {
    const made = document.createElement(tag);
    if (kind) {
        made.className = kind;
    }
    if (content !== undefined) {
        made.textContent = content;
    }
    return made;
}

/**
 * @param {string} label what is on it
 * @param {string} meaning what it does, for who does not see where it stands
 * @param {() => void} action
 * @returns {HTMLButtonElement}
 */
export function button(label, meaning, action) {
    const made = element("button", "", label);
    made.type = "button";
    made.setAttribute("aria-label", meaning);
    made.addEventListener("click", action);
    return made;
}

/**
 * Changes a text only where it is another one: what stays is not read out again.
 * @param {HTMLElement} where
 * @param {string} content
 */
export function say(where, content) {
    if (where.textContent !== content) {
        where.textContent = content;
    }
}

/**
 * Has a list show these in this order, and keeps the elements of those that it had, with the focus;
 * where the one that had it goes, the list has it.
 * @template T
 * @param {HTMLElement} list
 * @param {T[]} things
 * @param {(thing: T) => string} keyOf
 * @param {(thing: T) => HTMLElement & {update: (thing: T) => void}} make
 */
export function keep(list, things, keyOf, make) {
    /** @type {Map<string, HTMLElement & {update: (thing: T) => void}>} */
    const had = new Map();
    for (const child of /** @type {any} */ (list.children)) {
        had.set(child.dataset.key, child);
    }
    const kept = new Map(had);
    for (const thing of things) {
        had.delete(keyOf(thing));
    }
    // First, for an element that is moved loses the focus.
    had.forEach((item) => {
        const hasFocus = item.contains(document.activeElement);
        item.remove();
        if (hasFocus) {
            list.tabIndex = -1;
            list.focus();
        }
    });
    let last = /** @type {Element | null} */ (null);
    for (const thing of things) {
        const key = keyOf(thing);
        const item = kept.get(key) ?? make(thing);
        item.dataset.key = key;
        item.update(thing);
        const place = last ? last.nextElementSibling : list.firstElementChild;
        if (place !== item) {
            list.insertBefore(item, place);
        }
        last = item;
    }
}
