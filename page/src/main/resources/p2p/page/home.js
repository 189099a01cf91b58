// @ts-check
import { ask, path } from "/page/api.js";
import { button, byId, element, keep, say, shown } from "/page/dom.js";
import { done, submitted } from "/page/forms.js";
import { membersOf } from "/page/names.js";
import { firstParts } from "/page/parts.js";
import { roleOf } from "/page/roles.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{group: string, owner: string, members: number, standing: string,
 *     role: string | null}} Group
 */

const FOUND = 50;

let wanted = /** @type {string | null} */ (null);
let parts = 1;

const match = /** @type {HTMLInputElement} */ (byId("match"));

export function startHome() {
    submitted(/** @type {HTMLFormElement} */ (byId("find")), async () => {
        wanted = match.value.trim();
        parts = 1;
        await showFound();
    });
    byId("find-more").addEventListener("click", () => {
        parts++;
        showFound();
    });
    const name = /** @type {HTMLInputElement} */ (byId("make-name"));
    submitted(/** @type {HTMLFormElement} */ (byId("make")), async () => {
        const made = await ask("POST", "groups", {}, { name: name.value.trim() });
        if (made) {
            name.value = "";
            location.hash = made.group;
        }
    });
}

/** Leaves nothing there for whoever comes next. */
export function closeHome() {
    wanted = null;
    match.value = "";
    for (const id of ["mine", "found"]) {
        byId(id).replaceChildren();
    }
    for (const id of ["no-mine", "no-found", "find-more"]) {
        byId(id).hidden = true;
    }
}

export async function refreshHome() {
    /** @type {Group[] | undefined} */
    const mine = await ask("GET", "groups/mine");
    if (mine) {
        byId("no-mine").hidden = mine.length > 0;
        keep(byId("mine"), mine, (each) => each.group, make);
    }
    await showFound();
}

async function showFound() {
    if (wanted === null) {
        return;
    }
    const query = { match: wanted, limit: String(FOUND) };
    const found = await firstParts(ask, "groups", query, parts);
    if (!found) {
        return;
    }
    /** @type {Group[]} */
    const all = found.items;
    byId("no-found").hidden = all.length > 0;
    byId("find-more").hidden = !found.next;
    keep(byId("found"), all, (each) => each.group, make);
}

/**
 * A group, with what one can do about it from here.
 * @param {Group} group
 */
function make(group) {
    const name = shown(group.group);
    const item = element("li", "item between");
    const words = element("p");
    const link = element("a", "name", name);
    link.href = `#${encodeURIComponent(group.group)}`;
    const plain = element("bdi", "name", name);
    const detail = element("span", "soft detail");
    words.append(link, plain, " ", detail);
    const requests = path("groups", group.group, "requests");
    const join = button(text("find.join"), text("find.join.of", name), async () => {
        if (await ask("POST", requests)) {
            done(text("find.asked", name));
            await refreshHome();
        }
    });
    const withdraw = button(text("find.withdraw"), text("find.withdraw.of", name), async () => {
        if (await ask("DELETE", `${requests}/me`)) {
            done("");
            await refreshHome();
        }
    });
    item.append(words, join, withdraw);
    return Object.assign(item, {
        update(/** @type {Group} */ now) {
            const isMine = now.standing === "owner" || now.standing === "member";
            link.hidden = !isMine;
            plain.hidden = isMine;
            join.hidden = now.standing !== "none";
            withdraw.hidden = now.standing !== "requested";
            const stands =
                now.standing === "requested"
                    ? [text("groups.requested")]
                    : now.role
                      ? [roleOf(now.role)]
                      : [];
            const owner = text("find.owner", shown(now.owner));
            say(detail, [...stands, owner, membersOf(now.members)].join(", "));
        },
    });
}
