// @ts-check
import { size } from "/page/amounts.js";
import { byId, element, say, shown } from "/page/dom.js";
import { longList } from "/page/long.js";
import { filesOf, nameOf } from "/page/names.js";
import { ask } from "/page/server.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, file: string, id: string, size: number, files: number | null, path: string | null,
 *     served: boolean, reason: string | null}} Share
 */

const list = longList(
    byId("shares"),
    (/** @type {Share} */ each) => `${each.group}/${each.file}/${each.id}`,
    make,
    (after) => ask("GET", "shares", after ? { after } : {}),
    (count) => {
        byId("no-shares").hidden = count > 0;
    },
);

/** Something about them has changed. */
export function refreshShares() {
    list.refresh();
}

/** @param {Share} share */
function make(share) {
    const item = element("li", "item");
    const title = element("p", "title");
    title.append(
        element("bdi", "name", nameOf(share)),
        " ",
        element("bdi", "soft", shown(share.group)),
    );
    const detail = element("p", "soft detail");
    item.append(title, detail);
    return Object.assign(item, {
        update(/** @type {Share} */ now) {
            const parts = [now.served ? text("shares.served") : text("shares.not-served")];
            if (now.reason) {
                parts.push(shown(now.reason));
            }
            parts.push(size(now.size));
            if (now.files !== null) {
                parts.push(filesOf(now.files));
            }
            if (now.path) {
                parts.push(shown(now.path));
            }
            say(detail, parts.join(", "));
        },
    });
}
