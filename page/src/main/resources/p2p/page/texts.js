// @ts-check
import { messages } from "/page/messages.js";

/**
 * A text of the messages file, with what stands for {0} and {1}.
 * @param {string} key
 * @param {...(string | number)} values
 * @returns {string}
 */
export function text(key, ...values) {
    const found = messages[key];
    if (found === undefined) {
        throw new Error(`no text is called ${key}`);
    }
    return found.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}
