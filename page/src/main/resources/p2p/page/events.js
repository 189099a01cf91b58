// @ts-check
import { when } from "/page/amounts.js";
import { button, byId, element, keep, shown } from "/page/dom.js";
import { text } from "/page/texts.js";

/** @typedef {{number: number, time: string, text: string}} Happened */

const SHOWN = 10;

/** @type {Happened[]} */
let all = [];
let parts = 1;
const more = button(text("groups.more"), text("events.more"), () => {
    parts++;
    show();
});

export function startEvents() {
    more.hidden = true;
    byId("events").after(more);
}

/** @param {Happened[]} events oldest first */
export function showEvents(events) {
    all = events.toReversed();
    show();
}

function show() {
    const some = all.slice(0, SHOWN * parts);
    byId("no-events").hidden = all.length > 0;
    more.hidden = some.length === all.length;
    keep(byId("events"), some, (each) => String(each.number), make);
}

/** @param {Happened} event */
function make(event) {
    const item = element("li", "item between");
    const at = element("time", "soft detail", when(event.time));
    at.dateTime = event.time;
    item.append(element("p", "", shown(event.text)), at);
    return Object.assign(item, { update() {} });
}
