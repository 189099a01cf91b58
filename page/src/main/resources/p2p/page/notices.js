// @ts-check
import { button, byId, element, say, shown } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @typedef {{number: number, kind: string, text: string}} Happened */

/** What somebody is told at once who does not look at what has happened. */
const NOTICED = new Set(["complete", "failed", "requested", "version"]);

const SHOWN_MILLIS = 12000;
const MOST_AT_ONCE = 3;

/** Nothing that had happened before the page was opened is new. */
let last = Infinity;
let forgetting = 0;

/** A browser asks its user whether a page may show something elsewhere, and only where they want it. */
export function startNotices() {
    if (!("Notification" in window) || Notification.permission !== "default") {
        return;
    }
    const wanted = button(text("notices.ask"), text("notices.ask"), async () => {
        await Notification.requestPermission();
        actions.remove();
    });
    const actions = element("div", "actions");
    actions.append(wanted);
    byId("events").before(actions);
}

/** @param {Happened[]} events oldest first */
export function showNotices(events) {
    const newest = events.at(-1)?.number ?? 0;
    const fresh = events.filter((each) => each.number > last && NOTICED.has(each.kind));
    // A service that has begun anew counts from the first again.
    last = newest;
    if (fresh.length === 0) {
        return;
    }
    const sentences = fresh.slice(-MOST_AT_ONCE).map((each) => shown(each.text));
    clearTimeout(forgetting);
    say(byId("news"), sentences.join(" "));
    forgetting = setTimeout(() => say(byId("news"), ""), SHOWN_MILLIS);
    if (document.hidden && "Notification" in window && Notification.permission === "granted") {
        sentences.forEach(elsewhere);
    }
}

/** @param {string} sentence */
function elsewhere(sentence) {
    try {
        new Notification(text("peer.title"), { body: sentence, tag: sentence });
    } catch {
        // Some browsers let only installed programs do so; what is new stands in the page.
    }
}
