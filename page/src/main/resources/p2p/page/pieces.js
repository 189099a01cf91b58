// @ts-check
import { byId, element, say } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @typedef {{pieces: number, here: number, cells: number[]}} Pieces */

/** A cell of which none is here is not drawn; others are the darker the more of them is. */
const SHADES = 4;

/** A picture of which pieces are here: a row of cells, and the same in words. */
export function pieceMap() {
    const made = element("div");
    const blank = /** @type {HTMLTemplateElement} */ (byId("piece-map")).content.firstElementChild;
    const picture = /** @type {Element} */ (blank?.cloneNode(true));
    const shades = [...picture.children];
    const words = element("p", "soft detail");
    made.append(picture, words);
    return {
        made,
        /** @param {Pieces | null} pieces */
        show(pieces) {
            made.hidden = pieces === null;
            if (pieces) {
                picture.setAttribute("viewBox", `0 0 ${pieces.cells.length} 1`);
                const lines = shades.map(() => "");
                pieces.cells.forEach((percent, at) => {
                    if (percent > 0) {
                        lines[shadeOf(percent)] += `M${at} 0h1v1h-1z`;
                    }
                });
                shades.forEach((path, shade) => path.setAttribute("d", lines[shade]));
                say(words, inWords(pieces));
            }
        },
    };
}

/** @param {number} percent above 0; the last shade is for what is whole */
function shadeOf(percent) {
    return percent === 100 ? SHADES - 1 : Math.floor((percent * (SHADES - 1)) / 100);
}

/** @param {Pieces} pieces */
function inWords(pieces) {
    const { cells } = pieces;
    const gap = cells.findIndex((percent) => percent < 100);
    const whole = Math.floor((100 * gap) / cells.length);
    return whole < 1
        ? text("pieces.here", pieces.here, pieces.pieces)
        : text("pieces.begun", pieces.here, pieces.pieces, whole);
}
