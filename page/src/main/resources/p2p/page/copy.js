// @ts-check
import { element } from "/page/dom.js";
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
 * A text to be passed on, with a button that copies it.
 * @param {string} content
 */
export function toCopy(content) {
    const around = element("div", "command");
    const code = element("code", "", content);
    const copy = element("button", "main", text("copy"));
    copy.type = "button";
    around.append(code, copy);
    copyOnClick(copy, code);
    return around;
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
