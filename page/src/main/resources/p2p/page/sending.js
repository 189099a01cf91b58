// @ts-check
import { size } from "/page/amounts.js";
import { button, byId, element, keep, say, shown } from "/page/dom.js";
import { nameOf } from "/page/names.js";
import { rates } from "/page/rates.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, id: string, file: string | null, files: number | null, user: string,
 *     sent: number, waiting: boolean}} Sending
 */

const TICK_MILLIS = 1000;
const SHOWN = 20;

/** @type {Sending[]} */
let all = [];

/** Of how much has left. */
const pace = rates();

let parts = 1;
const more = button(text("groups.more"), text("sending.more"), () => {
    parts++;
    show();
});

export function startSending() {
    more.hidden = true;
    byId("sending").after(more);
    setInterval(tick, TICK_MILLIS);
}

/** @param {Sending[]} sending */
export function showSending(sending) {
    all = sending;
    show();
}

/** @param {Sending} each */
function keyOf(each) {
    return `${each.user}/${each.group}/${each.id}`;
}

function tick() {
    pace.take(all.map((each) => [keyOf(each), each.sent]));
    if (all.length > 0) {
        show();
    }
}

function show() {
    const some = all.slice(0, SHOWN * parts);
    byId("no-sending").hidden = all.length > 0;
    more.hidden = some.length === all.length;
    keep(byId("sending"), some, keyOf, make);
}

/** @param {Sending} sending */
function make(sending) {
    const item = element("li", "item");
    const title = element("p", "title");
    const name = element("bdi", "name");
    title.append(name, " ", element("bdi", "soft", shown(sending.group)));
    const detail = element("p", "soft detail");
    item.append(title, detail);
    return Object.assign(item, {
        update(/** @type {Sending} */ now) {
            say(name, calledOf(now));
            const parts = [
                text("sending.to", shown(now.user)),
                now.waiting ? text("sending.waits") : text("sending.rate", size(pace.of(keyOf(now)) ?? 0)),
                text("sending.sent", size(now.sent)),
            ];
            say(detail, parts.join(", "));
        },
    });
}

/** @param {Sending} sending */
function calledOf({ file, files }) {
    return file === null ? text("sending.nameless") : nameOf({ file, files });
}
