// @ts-check
import { when } from "/page/amounts.js";
import { ask, path } from "/page/api.js";
import { card } from "/page/card.js";
import { button, byId, element, keep, say, shown } from "/page/dom.js";
import { done, sureButton } from "/page/forms.js";
import { invitations } from "/page/invite.js";
import { members } from "/page/members.js";
import { membersOf } from "/page/names.js";
import { firstParts } from "/page/parts.js";
import { decides, roleOf } from "/page/roles.js";
import { shared } from "/page/shared.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{user: string, joined: string, online: boolean, role: string}} Member
 * @typedef {{group: string, owner: string, created: string, count: number, role: string,
 *     inviters: string}} Group
 * @typedef {{refresh: (group: Group) => Promise<void>}} Part
 */

/** What is shown now; whoever was asked for something that is shown no more is not heard. */
let open = /** @type {{refresh: () => Promise<void>} | null} */ (null);

export function closeGroup() {
    open = null;
    byId("group").replaceChildren();
}

export async function refreshGroup() {
    await open?.refresh();
}

/**
 * @param {string} name
 * @param {string} user who looks
 */
export async function showGroup(name, user) {
    const base = path("groups", name);
    const view = byId("group");
    const top = element("section", "card stack");
    const back = element("a", "", text("group.back"));
    back.href = "#";
    const title = element("h1", "", shown(name));
    title.tabIndex = -1;
    const detail = element("p", "soft");
    const below = element("div", "between");
    let role = "";
    /** @param {string} now what comes of it depends on it */
    function leaveAs(now) {
        if (now === role) {
            return;
        }
        role = now;
        const meaning = text(now === "owner" ? "group.leave.owner" : "group.leave.sharing", name);
        const leave = sureButton(text("group.leave"), meaning, async () => {
            if (await ask("DELETE", `${base}/members/me`)) {
                const told = () => done(text("group.left", name));
                addEventListener("hashchange", told, { once: true });
                location.hash = "";
            }
        });
        below.replaceChildren(detail, leave);
    }
    top.append(back, title, below);
    const columns = element("div", "columns");
    const refreshAll = () => refreshGroup();
    /** @type {Part[]} */
    const parts = [
        requests(columns, base, refreshAll),
        shared(columns, base),
        members(columns, base, user, refreshAll),
        invitations(columns, base, refreshAll),
    ];
    columns.hidden = true;
    view.replaceChildren(top, columns);

    const own = {
        async refresh() {
            /** @type {Group | undefined} */
            const group = await ask("GET", base);
            if (!group || open !== own) {
                return;
            }
            say(title, shown(group.group));
            leaveAs(group.role);
            say(
                detail,
                [
                    text("group.you", roleOf(group.role)),
                    ...(group.role === "owner" ? [] : [text("find.owner", shown(group.owner))]),
                    membersOf(group.count),
                ].join(", "),
            );
            await Promise.all(parts.map((part) => part.refresh(group)));
            columns.hidden = false;
        },
    };
    open = own;
    await own.refresh();
}

/**
 * Who asks to be let in, for those who decide.
 * @param {HTMLElement} where
 * @param {string} base
 * @param {() => Promise<void>} changed
 * @returns {Part}
 */
function requests(where, base, changed) {
    const made = card(where, "requests-title", text("requests.title"), "card wide");
    const list = element("ul", "list");
    list.id = "requests";
    let parts = 1;
    const more = button(text("groups.more"), text("groups.more"), () => {
        parts++;
        look();
    });
    more.hidden = true;
    made.append(list, more);
    made.hidden = true;

    /** @param {{user: string, since: string}} request */
    function make(request) {
        const name = shown(request.user);
        const item = element("li", "item between");
        const words = element("p");
        const since = element("span", "soft detail", text("requests.since", when(request.since)));
        words.append(element("bdi", "name", name), " ", since);
        /**
         * @param {string} decision
         * @param {string} told
         */
        const decide = async (decision, told) => {
            if (await ask("POST", `${base}/requests/${path(request.user, decision)}`)) {
                done(told);
                await changed();
            }
        };
        const accept = button(text("requests.accept"), text("requests.accept.of", name), () =>
            decide("accept", text("requests.accepted", name)),
        );
        accept.className = "main";
        const reject = button(text("requests.reject"), text("requests.reject.of", name), () =>
            decide("reject", text("requests.rejected", name)),
        );
        const actions = element("div", "actions");
        actions.append(accept, reject);
        item.append(words, actions);
        return Object.assign(item, { update() {} });
    }

    async function look() {
        const found = await firstParts(ask, `${base}/candidates`, {}, parts);
        if (found) {
            show(found);
        }
    }

    /** @param {{items: {user: string, since: string}[], next: string}} found */
    function show(found) {
        keep(list, found.items, nameOf, make);
        more.hidden = !found.next;
        made.hidden = found.items.length === 0;
    }

    return {
        async refresh(group) {
            if (decides(group.role)) {
                await look();
            } else {
                show({ items: [], next: "" });
            }
        },
    };
}

/** @param {{user: string}} of */
function nameOf(of) {
    return of.user;
}

