// @ts-check
import { element } from "/page/dom.js";

/**
 * A card with a title, at the end of where others are.
 * @param {HTMLElement} where
 * @param {string} id
 * @param {string} title
 * @param {string} [kind]
 * @returns {HTMLElement}
 */
export function card(where, id, title, kind = "card") {
    const made = element("section", kind);
    const head = element("h2", "", title);
    head.id = id;
    made.setAttribute("aria-labelledby", id);
    made.append(head);
    where.append(made);
    return made;
}
