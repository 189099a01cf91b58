// @ts-check
import { ask, path } from "/page/api.js";
import { card } from "/page/card.js";
import { button, element, keep, say, shown } from "/page/dom.js";
import { decision, done, sureButton } from "/page/forms.js";
import { firstParts } from "/page/parts.js";
import { decides, GIVEN, roleOf } from "/page/roles.js";
import { text } from "/page/texts.js";

/**
 * Who is in a group; an owner gives them roles or the group, and those who decide remove them.
 * @param {HTMLElement} where
 * @param {string} base
 * @param {string} user
 * @param {() => Promise<void>} changed
 * @returns {import("/page/group.js").Part}
 */
export function members(where, base, user, changed) {
    const made = card(where, "members-title", text("members.title"));
    const list = element("ul", "list");
    list.id = "members";
    let parts = 1;
    const more = button(text("groups.more"), text("groups.more"), () => {
        parts++;
        look();
    });
    more.hidden = true;
    made.append(list, more);
    let own = "member";

    /** @param {import("/page/group.js").Member} member */
    function make(member) {
        const name = shown(member.user);
        const at = `${base}/members/${path(member.user)}`;
        const item = element("li", "item between");
        const words = element("p");
        const detail = element("span", "soft detail");
        words.append(element("bdi", "name", name), " ", detail);
        const role = decision(
            GIVEN.map((each) => [each, roleOf(each)]),
            text("members.give"),
            text("members.give.to", name),
            async (wanted) => {
                const given = await ask("PUT", `${at}/role`, {}, { role: wanted });
                if (given) {
                    done(text("members.given", name, roleOf(wanted)));
                }
                await changed();
                return Boolean(given);
            },
        );
        role.select.setAttribute("aria-label", text("members.role.of", name));
        const hand = sureButton(text("members.hand"), text("members.hand.to", name), async () => {
            if (await ask("PUT", `${base}/owner`, {}, { name: member.user })) {
                done(text("members.handed", name));
                await changed();
            }
        });
        const remove = sureButton(
            text("members.remove"),
            text("members.remove.of", name),
            async () => {
                if (await ask("DELETE", at)) {
                    done(text("members.removed", name));
                    await changed();
                }
            },
        );
        const actions = element("div", "actions");
        actions.append(role.select, role.give, hand, remove);
        item.append(words, actions);
        return Object.assign(item, {
            update(/** @type {import("/page/group.js").Member} */ now) {
                const isOwn = now.user === user;
                const isGiven = own === "owner" && now.role !== "owner";
                role.show(now.role, isGiven);
                hand.hidden = !isGiven;
                remove.hidden =
                    isOwn ||
                    now.role === "owner" ||
                    !(own === "owner" || (decides(own) && now.role !== "moderator"));
                const parts = [
                    ...(isOwn ? [text("members.you")] : []),
                    ...(isGiven ? [] : [roleOf(now.role)]),
                    now.online ? text("members.online") : text("members.offline"),
                ];
                say(detail, parts.join(", "));
                item.dataset.online = String(now.online);
            },
        });
    }

    async function look() {
        const found = await firstParts(ask, `${base}/members`, {}, parts);
        if (found) {
            /** @type {import("/page/group.js").Member[]} */
            const all = found.items;
            keep(list, all, (each) => each.user, make);
            more.hidden = !found.next;
        }
    }

    return {
        refresh(group) {
            own = group.role;
            return look();
        },
    };
}
