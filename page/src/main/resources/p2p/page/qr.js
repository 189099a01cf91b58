// @ts-check
import { byId } from "/page/dom.js";

/** The standard wants four light squares around. */
const QUIET = 4;

/**
 * A QR code, dark on light whatever the page's colours are.
 * @param {string[]} rows
 * @param {string} meaning
 * @returns {Element}
 */
export function picture(rows, meaning) {
    const blank = /** @type {HTMLTemplateElement} */ (byId("qr")).content.firstElementChild;
    const svg = /** @type {Element} */ (blank?.cloneNode(true));
    const side = rows.length + 2 * QUIET;
    svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
    svg.setAttribute("aria-label", meaning);
    let squares = "";
    rows.forEach((row, y) => {
        for (const run of row.matchAll(/1+/g)) {
            squares += `M${run.index + QUIET} ${y + QUIET}h${run[0].length}v1h-${run[0].length}z`;
        }
    });
    svg.querySelector("path")?.setAttribute("d", squares);
    return svg;
}
