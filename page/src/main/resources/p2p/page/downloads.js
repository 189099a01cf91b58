// @ts-check
import { percent, size, time } from "/page/amounts.js";
import { detailOf } from "/page/detail.js";
import { button, byId, element, say, shown } from "/page/dom.js";
import { nameOf } from "/page/names.js";
import { rows } from "/page/rows.js";
import { ask } from "/page/server.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, file: string, size: number, have: number, state: string, rate: number,
 *     eta: number | null, peers: number, path: string, files: number | null,
 *     reason: string | null}} Download
 */

const list = rows(
    byId("downloads"),
    (/** @type {Download} */ each) => `${each.group}/${each.file}`,
    make,
);

/** @param {Download[]} downloads */
export function showDownloads(downloads) {
    byId("no-downloads").hidden = downloads.length > 0;
    list.show(downloads, true);
}

/** @param {Download} download */
function make(download) {
    const name = nameOf(download);
    const which = { group: download.group, file: download.file };
    const item = element("li", "item");
    const bar = element("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", name);
    const detail = element("p", "soft detail");
    const pause = button(text("downloads.pause"), text("downloads.pause.of", name), () =>
        ask("POST", "downloads/pause", which),
    );
    const resume = button(text("downloads.resume"), text("downloads.resume.of", name), () =>
        ask("POST", "downloads/resume", which),
    );
    const cancel = button(text("downloads.cancel"), text("downloads.cancel.of", name), () => {
        if (confirm(text("downloads.cancel.sure", name))) {
            ask("DELETE", "downloads", which);
        }
    });
    const clear = button(text("downloads.clear"), text("downloads.clear.of", name), () =>
        ask("DELETE", "downloads", which),
    );
    const actions = element("div", "actions");
    actions.append(pause, resume, cancel, clear);
    const title = element("p", "title");
    title.append(element("bdi", "name", name), " ", element("bdi", "soft", shown(download.group)));
    const below = element("div", "between");
    below.append(detail, actions);
    const inside = detailOf(which, name);
    item.append(title, bar, below, inside);
    return Object.assign(item, {
        update(/** @type {Download} */ now) {
            item.dataset.state = now.state;
            bar.value = percent(now.have, now.size);
            say(detail, described(now));
            const isMoving = now.state === "downloading";
            inside.show(isMoving);
            const isComplete = now.state === "complete";
            pause.hidden = !isMoving;
            resume.hidden = isMoving || isComplete;
            cancel.hidden = isComplete;
            clear.hidden = !isComplete;
        },
    });
}

/**
 * The rest of the line that show_downloads has.
 * @param {Download} download
 * @returns {string}
 */
function described(download) {
    const part = `${percent(download.have, download.size)} %`;
    const because = download.reason ? shown(download.reason) : "";
    switch (download.state) {
        case "downloading": {
            const left =
                download.eta === null
                    ? text("downloads.left-unknown")
                    : text("downloads.left", time(download.eta));
            const peers =
                download.peers === 1
                    ? text("downloads.peer")
                    : text("downloads.peers", download.peers);
            const pace = text("downloads.pace", size(download.rate), left, peers);
            const of = text("downloads.downloading", part, size(download.size));
            return [of, pace, because].filter(Boolean).join(", ");
        }
        case "complete":
            return `${part}, ${size(download.size)}: ${shown(download.path)}`;
        default: {
            const state =
                download.state === "paused" ? text("downloads.paused") : text("downloads.failed");
            return `${part}, ${state}${because && `: ${because}`}`;
        }
    }
}
