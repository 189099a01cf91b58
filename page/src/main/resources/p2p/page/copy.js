// @ts-check
import { text } from "/page/texts.js";

const SHOWN_MILLIS = 2000;

/**
 * Lets a button copy what an element shows.
 * @param {HTMLElement} button
 * @param {HTMLElement} source
 */
export function copyOnClick(button, source) {
    button.hidden = false;
    button.addEventListener("click", async () => {
        button.textContent = text((await copied(source)) ? "copied" : "copy.by-hand");
        setTimeout(() => (button.textContent = text("copy")), SHOWN_MILLIS);
    });
}

/**
 * Without TLS a browser has no clipboard but the old way.
 * @param {HTMLElement} source
 * @returns {Promise<boolean>}
 */
async function copied(source) {
    getSelection()?.selectAllChildren(source);
    try {
        await navigator.clipboard.writeText(source.textContent ?? "");
        return true;
    } catch {
        return document.execCommand("copy");
    }
}
