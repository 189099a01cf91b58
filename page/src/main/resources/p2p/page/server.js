// @ts-check
import { byId, say } from "/page/dom.js";
import { text } from "/page/texts.js";

const base = location.pathname;

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
 * Asks the service, and says why where it refuses.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} [query]
 * @param {unknown} [body]
 * @returns {Promise<any>} the answer, or undefined where there is none
 */
export async function ask(method, path, query = {}, body) {
    const words = new URLSearchParams(query).toString();
    try {
        const answer = await fetch(base + path + (words ? `?${words}` : ""), {
            method,
            headers: { "Content-Type": "application/json" },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const written = await answer.text();
        const document = written ? JSON.parse(written) : undefined;
        if (!answer.ok) {
            tell(document.detail);
            return undefined;
        }
        if (method !== "GET") {
            tell("");
        }
        return document;
    } catch {
        tell(text("peer.gone"));
        return undefined;
    }
}

/**
 * Hears of what changes, for as long as the page is open.
 * @param {Record<string, (document: any) => void>} hearers
 */
export function listen(hearers) {
    const news = new EventSource(`${base}news`);
    for (const [name, hear] of Object.entries(hearers)) {
        news.addEventListener(name, (event) => hear(JSON.parse(event.data)));
    }
    news.addEventListener("open", () => tell(""));
    news.addEventListener("error", () =>
        tell(text(news.readyState === EventSource.CLOSED ? "peer.ended" : "peer.gone")),
    );
}
