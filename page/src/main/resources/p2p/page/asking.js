// @ts-check
import { byId, say } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @typedef {{type: string, detail: string}} Problem */

let gone = false;

/**
 * Says a sentence where it is seen and read out; an empty one takes the last away.
 * @param {string} sentence
 */
export function tell(sentence) {
    const trouble = byId("trouble");
    say(trouble, sentence);
    trouble.hidden = sentence === "";
}

/**
 * What asks a server, and says why where it refuses.
 * @param {string} base where its paths begin
 * @param {string} silence the text for when it does not answer
 * @param {(problem: Problem) => void} [refused] what is done besides
 */
export function asker(base, silence, refused = () => {}) {
    /**
     * @param {string} method
     * @param {string} path
     * @param {Record<string, string>} [query]
     * @param {unknown} [body]
     * @returns {Promise<any>} the answer, true where it is empty, or undefined where there is none
     */
    return async (method, path, query = {}, body) => {
        const words = new URLSearchParams(query).toString();
        try {
            const answer = await fetch(base + path + (words ? `?${words}` : ""), {
                method,
                headers: { "Content-Type": "application/json" },
                body: body === undefined ? undefined : JSON.stringify(body),
            });
            const written = await answer.text();
            const document = written ? JSON.parse(written) : true;
            if (gone || (answer.ok && method !== "GET")) {
                gone = false;
                tell("");
            }
            if (answer.ok) {
                return document;
            }
            tell(document.detail);
            refused(document);
        } catch {
            gone = true;
            tell(text(silence));
        }
        return undefined;
    };
}
