// @ts-check
import { byId, say } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @typedef {{type: string, detail: string}} Problem */

let gone = false;

/** What was asked when that was refused which is told; once it is answered, that is over. */
let refusedPath = "";

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
 * @param {(problem: Problem) => boolean | void} [refused] what is done besides; true where it has
 *     told what there is to tell
 * @param {() => number} [era] where it has changed meanwhile, an answer concerns nobody any more,
 *     unless it says that something was done
 */
export function asker(base, silence, refused = () => {}, era = () => 0) {
    /**
     * @param {string} method
     * @param {string} path
     * @param {Record<string, string>} [query]
     * @param {unknown} [body]
     * @returns {Promise<any>} the answer, true where it is empty, undefined where it was refused, and
     *     null where there was none, so that nobody knows whether it was done
     */
    return async (method, path, query = {}, body) => {
        const words = new URLSearchParams(query).toString();
        const begun = era();
        try {
            const answer = await fetch(base + path + (words ? `?${words}` : ""), {
                method,
                headers: { "Content-Type": "application/json" },
                body: body === undefined ? undefined : JSON.stringify(body),
            });
            const written = await answer.text();
            const document = written ? JSON.parse(written) : true;
            if (begun !== era() && !(answer.ok && method !== "GET")) {
                return undefined;
            }
            if (gone || (answer.ok && method !== "GET")) {
                gone = false;
                tell("");
            }
            if (answer.ok) {
                if (refusedPath === path) {
                    refusedPath = "";
                    tell("");
                }
                return document;
            }
            if (!refused(document)) {
                refusedPath = method === "GET" ? path : "";
                tell(document.detail);
            }
            return undefined;
        } catch {
            if (begun === era()) {
                gone = true;
                tell(text(silence));
            }
            return null;
        }
    };
}
