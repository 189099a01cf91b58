// @ts-check
import { asker, tell } from "/page/asking.js";
import { text } from "/page/texts.js";

const base = location.pathname;

/** Asks the user's own service. */
export const ask = asker(base, "peer.gone");

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
