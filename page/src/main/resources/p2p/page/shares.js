// @ts-check
import { size } from "/page/amounts.js";
import { byId, element, keep, say, shown } from "/page/dom.js";
import { filesOf, nameOf } from "/page/names.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, file: string, size: number, files: number | null, path: string | null,
 *     served: boolean, reason: string | null}} Share
 */

/** @param {Share[]} shares */
export function showShares(shares) {
    byId("no-shares").hidden = shares.length > 0;
    keep(byId("shares"), shares, (each) => `${each.group}/${each.file}`, make);
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
