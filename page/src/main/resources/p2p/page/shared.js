// @ts-check
import { ask } from "/page/api.js";
import { card } from "/page/card.js";
import { element, say } from "/page/dom.js";
import { fileDetails } from "/page/file.js";
import { longList } from "/page/long.js";
import { detailsOf, nameOf } from "/page/names.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, file: string, size: number, seeders: number, files: number | null,
 *     sharedBy: string, version: number, algorithm: string, hash: string}} Shared
 */

const PART = "200";

/**
 * What is shared in a group, and how many have it just now.
 * @param {HTMLElement} where
 * @param {string} base
 * @returns {import("/page/group.js").Part}
 */
export function shared(where, base) {
    const made = card(where, "files-title", text("files.title"), "card wide");
    const none = element("p", "soft", text("groups.files.none"));
    const match = element("input");
    match.type = "search";
    match.maxLength = 200;
    match.autocomplete = "off";
    match.spellcheck = false;
    const label = element("label", "field");
    label.append(element("span", "soft", text("files.match")), match);
    const list = element("ul", "list");
    list.id = "files";
    const how = element("p", "soft detail", text("files.get"));
    made.append(label, none, list, how);
    const files = longList(
        list,
        (each) => each.file,
        (each) => make(each, base),
        (after) => ask("GET", `${base}/files`, { match: match.value, limit: PART, after }),
        (count) => {
            say(none, text(match.value ? "files.none" : "groups.files.none"));
            none.hidden = count > 0;
            label.hidden = count === 0 && !match.value;
            how.hidden = count === 0;
        },
    );
    match.addEventListener("input", files.restart);

    return { refresh: files.refresh };
}

/**
 * @param {Shared} file
 * @param {string} base
 */
function make(file, base) {
    const item = element("li", "item");
    const unfolded = element("details");
    const summary = element("summary");
    const detail = element("span", "soft detail");
    summary.append(element("bdi", "name", nameOf(file)), " ", detail);
    const inside = fileDetails(base, file);
    // Those of one name are open one at a time, so that few are asked about again.
    unfolded.name = "file";
    unfolded.append(summary, inside.made);
    unfolded.addEventListener("toggle", () => {
        if (unfolded.open) {
            inside.look();
        }
    });
    item.append(unfolded);
    return Object.assign(item, {
        update(/** @type {Shared} */ now) {
            const version = now.version > 1 ? [text("files.version", now.version)] : [];
            say(detail, [...version, ...detailsOf(now)].join(", "));
            item.dataset.seeders = String(now.seeders);
            inside.update(now);
            if (unfolded.open) {
                inside.look();
            }
        },
    });
}
