// @ts-check
import { button, byId, element, keep, shown } from "/page/dom.js";
import { longList } from "/page/long.js";
import { detailsOf, membersOf, nameOf } from "/page/names.js";
import { ask } from "/page/server.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, members: number, standing: string}} Group
 * @typedef {{group: string, file: string, size: number, seeders: number, files: number | null,
 *     sharedBy: string}} Shared
 */

const OPEN = new Set();

/** Asks again for the groups, and for the files of those that are unfolded. */
export async function showGroups() {
    /** @type {Group[] | undefined} */
    const groups = await ask("GET", "groups");
    if (groups) {
        byId("no-groups").hidden = groups.length > 0;
        keep(byId("groups"), groups, (each) => each.group, make);
    }
}

/** @param {Group} group */
function make(group) {
    const item = element("li", "item");
    const unfolded = element("details");
    const summary = element("summary");
    const members = element("span", "soft");
    summary.append(element("bdi", "name", shown(group.group)), " ", members);
    const files = element("ul", "files");
    const none = element("p", "soft", text("groups.files.none"));
    none.hidden = true;
    unfolded.append(summary, none, files);
    item.append(unfolded);
    const path = `groups/${encodeURIComponent(group.group)}/files`;
    const shared = longList(
        files,
        (/** @type {Shared} */ each) => each.file,
        makeFile,
        (after) => ask("GET", path, after ? { after } : {}),
        (count) => {
            none.hidden = count > 0;
        },
    );

    unfolded.addEventListener("toggle", () => {
        if (unfolded.open) {
            OPEN.add(group.group);
            shared.refresh();
        } else {
            OPEN.delete(group.group);
        }
    });
    return Object.assign(item, {
        update(/** @type {Group} */ now) {
            members.textContent =
                now.standing === "requested"
                    ? text("groups.requested")
                    : membersOf(now.members);
            if (OPEN.has(now.group)) {
                shared.refresh();
            }
        },
    });
}

/** @param {Shared} file */
function makeFile(file) {
    const name = nameOf(file);
    const item = element("li", "between");
    const detail = element("span", "soft detail");
    const words = element("p");
    words.append(element("bdi", "name", name), " ", detail);
    const download = button(text("groups.download"), text("groups.download.of", name), () =>
        ask("POST", "downloads", {}, {
            group: file.group,
            file: file.file,
            destination: `${/** @type {HTMLInputElement} */ (byId("folder")).value.trim()}/`,
        }),
    );
    item.append(words, download);
    return Object.assign(item, {
        update(/** @type {Shared} */ now) {
            detail.textContent = detailsOf(now).join(", ");
        },
    });
}
