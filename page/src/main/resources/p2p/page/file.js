// @ts-check
import { size, when } from "/page/amounts.js";
import { ask } from "/page/api.js";
import { toCopy } from "/page/copy.js";
import { button, element, keep, say, shown } from "/page/dom.js";
import { filesOf, seedersOf } from "/page/names.js";
import { firstParts } from "/page/parts.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{version: number, size: number, files: number | null, publishedBy: string | null,
 *     published: string, newest: boolean, shared: boolean, seeders: number}} Version
 * @typedef {{user: string, online: boolean, complete: boolean}} Sharer
 */

const VERSIONS = 10;
const SHARERS = "50";

/** What a shell takes as it is. */
const PLAIN = /^[A-Za-z0-9._/][A-Za-z0-9._/-]*$/;

/**
 * What is known about one file, asked for when somebody wants to see it.
 * @param {string} base
 * @param {import("/page/shared.js").Shared} file
 */
export function fileDetails(base, file) {
    const made = element("div", "stack inside");
    const bytes = element("p", "soft");
    const hash = element("code");
    const hashed = element("p", "soft");
    const versions = part(text("file.versions"), "versions");
    const sharers = part(text("file.sharers"), "sharers");
    const older = element("p", "soft", text("file.older"));
    older.hidden = true;
    const known = element("div");
    known.append(hashed, hash);
    made.append(bytes, known);
    const typed = command(file);
    if (typed) {
        made.append(element("p", "", text("file.fetch")), toCopy(typed), older);
    }
    made.append(versions.part, sharers.part);
    let asked = 0;

    async function look() {
        const number = ++asked;
        const query = { name: file.file };
        /** @type {[Version[] | undefined, {items: Sharer[], next: string} | undefined]} */
        const [all, found] = await Promise.all([
            ask("GET", `${base}/versions`, query),
            firstParts(ask, `${base}/sharers`, { ...query, limit: SHARERS }, sharers.parts()),
        ]);
        if (number !== asked) {
            return;
        }
        if (all) {
            const some = all.slice(0, VERSIONS * versions.parts());
            keep(versions.list, some, (each) => String(each.version), makeVersion);
            versions.more.hidden = some.length === all.length;
            older.hidden = all.length === 1;
        }
        if (found) {
            keep(sharers.list, found.items, (each) => each.user, makeSharer);
            sharers.more.hidden = !found.next;
        }
    }

    versions.more.addEventListener("click", look);
    sharers.more.addEventListener("click", look);
    return {
        made,
        look,
        /** @param {import("/page/shared.js").Shared} now */
        update(now) {
            say(bytes, text("file.size", size(now.size), now.size.toLocaleString(text("language"))));
            const of = now.files === null ? "file.hash" : "file.tree";
            say(hashed, text(of, now.algorithm.toUpperCase()));
            say(hash, now.hash);
        },
    };
}

/**
 * A list with a title that grows by a button.
 * @param {string} title
 * @param {string} kind
 */
function part(title, kind) {
    const made = element("div");
    const list = element("ul", `files ${kind}`);
    let parts = 1;
    const more = button(text("groups.more"), text("file.more", title), () => parts++);
    more.hidden = true;
    made.append(element("h3", "", title), list, more);
    return { part: made, list, more, parts: () => parts };
}

/**
 * What fetches it where it is typed; none for a name that would not be what it seems.
 * @param {import("/page/shared.js").Shared} file
 * @returns {string | undefined}
 */
function command(file) {
    if (shown(file.file) !== file.file) {
        return undefined;
    }
    const quoted = PLAIN.test(file.file) ? file.file : `'${file.file.replaceAll("'", "'\\''")}'`;
    return `p2p download_file ${file.file.startsWith("-") ? "-- " : ""}${file.group} ${quoted}`;
}

function makeVersion() {
    const item = element("li");
    return Object.assign(item, {
        update(/** @type {Version} */ now) {
            const at = when(now.published);
            const parts = [
                text("files.version", now.version),
                ...(now.newest ? [text("file.newest")] : []),
                size(now.size),
                ...(now.files === null ? [] : [filesOf(now.files)]),
                now.publishedBy
                    ? text("file.published.by", at, shown(now.publishedBy))
                    : text("file.published", at),
                now.shared ? seedersOf(now.seeders) : text("file.unshared"),
            ];
            say(item, parts.join(", "));
        },
    });
}

/** @param {Sharer} sharer */
function makeSharer(sharer) {
    const item = element("li");
    const detail = element("span", "soft detail");
    item.append(element("bdi", "name", shown(sharer.user)), " ", detail);
    return Object.assign(item, {
        update(/** @type {Sharer} */ now) {
            const parts = [
                now.complete ? text("file.whole") : text("file.part"),
                now.online ? text("members.online") : text("members.offline"),
            ];
            say(detail, parts.join(", "));
            item.dataset.online = String(now.online);
        },
    });
}
