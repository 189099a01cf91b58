// @ts-check
import { when } from "/page/amounts.js";
import { ask } from "/page/api.js";
import { card } from "/page/card.js";
import { toCopy } from "/page/copy.js";
import { element, keep, say, shown } from "/page/dom.js";
import { choice, decision, done, field, submitted, sureButton } from "/page/forms.js";
import { picture } from "/page/qr.js";
import { invites } from "/page/roles.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{id: number, group: string, madeBy: string | null, expires: string, uses: number,
 *     used: number, open: boolean, note: string | null}} Invitation
 */

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Making invitations, for those who may, and those that there are; an owner says who may.
 * @param {HTMLElement} where
 * @param {string} base
 * @param {() => Promise<void>} changed
 * @returns {import("/page/group.js").Part}
 */
export function invitations(where, base, changed) {
    const made = card(where, "invitations-title", text("invite.title"));
    const form = element("form", "row");
    form.id = "invite";
    const uses = field(form, text("invite.uses"), { type: "number", min: "1", max: "1000" });
    uses.value = "1";
    const lasts = choice(form, text("invite.lasts"), [
        [String(HOUR), text("invite.hour")],
        [String(DAY), text("invite.day")],
        [String(7 * DAY), text("invite.week")],
        [String(30 * DAY), text("invite.month")],
        [String(90 * DAY), text("invite.quarter")],
    ]);
    lasts.value = String(7 * DAY);
    const note = field(form, text("invite.note"), { required: false, maxLength: 200 });
    note.autocomplete = "off";
    const send = element("button", "main", text("invite.do"));
    send.type = "submit";
    form.append(send);
    const told = element("div", "stack");
    told.id = "invited";
    const list = element("ul", "list");
    list.id = "invitations";
    const inviters = decision(
        [
            ["owner", text("invite.owner")],
            ["moderators", text("invite.moderators")],
            ["members", text("invite.members")],
        ],
        text("invite.let"),
        text("invite.let.these"),
        async (wanted) => {
            const isChosen = await ask("PUT", `${base}/inviters`, {}, { inviters: wanted });
            if (isChosen) {
                done(text("invite.chosen"));
            }
            await changed();
            return Boolean(isChosen);
        },
    );
    inviters.select.setAttribute("aria-label", text("invite.who"));
    const who = element("div", "actions");
    who.append(element("span", "soft", text("invite.who")), inviters.select, inviters.give);
    made.append(form, told, list, who);

    submitted(form, async () => {
        const granted = await ask("POST", `${base}/invitations`, {}, {
            uses: Number(uses.value),
            seconds: Number(lasts.value),
            note: note.value.trim() || null,
        });
        if (!granted) {
            return;
        }
        note.value = "";
        const { code, invitation, identity } = granted;
        const known = identity ? `.${identity}` : "";
        const link = `${location.origin}/i/${invitation.group}#${code}${known}`;
        const words = await ask("POST", `${base}/invitations/${invitation.id}/words`, {}, {
            code,
            file: null,
        });
        const drawn = await ask("POST", "invitations/pictures", {}, { link });
        show(link, words, drawn);
        await changed();
    });

    /**
     * @param {string} link
     * @param {{words: string, expires: string} | undefined} words
     * @param {{rows: string[]} | undefined} drawn
     */
    function show(link, words, drawn) {
        told.replaceChildren(element("p", "", text("invite.made")), toCopy(link));
        if (words) {
            told.append(
                element("p", "", text("invite.words", when(words.expires))),
                toCopy(words.words),
            );
        }
        if (drawn) {
            told.append(picture(drawn.rows, text("invite.picture")));
        }
        done(text("invite.done"));
    }

    /** @param {Invitation} invitation */
    function make(invitation) {
        const item = element("li", "item between");
        const words = element("p");
        const title = element("bdi", "name", shown(invitation.note ?? text("invite.nameless")));
        const detail = element("span", "soft detail");
        words.append(title, " ", detail);
        const which = text("invite.number", String(invitation.id));
        const revoke = sureButton(
            text("invite.revoke"),
            text("invite.revoke.of", invitation.note ? shown(invitation.note) : which),
            async () => {
                if (await ask("DELETE", `${base}/invitations/${invitation.id}`)) {
                    told.replaceChildren();
                    done(text("invite.revoked"));
                    await changed();
                }
            },
        );
        item.append(words, revoke);
        return Object.assign(item, {
            update(/** @type {Invitation} */ now) {
                const parts = [
                    text("invite.used", now.used, now.uses),
                    now.open
                        ? text("invite.until", when(now.expires))
                        : text(now.used < now.uses ? "invite.expired" : "invite.used-up"),
                ];
                if (now.madeBy) {
                    parts.push(text("invite.by", shown(now.madeBy)));
                }
                say(detail, parts.join(", "));
            },
        });
    }

    return {
        async refresh(group) {
            /** @type {Invitation[] | undefined} */
            const all = await ask("GET", `${base}/invitations`);
            if (all) {
                form.hidden = !invites(group.role, group.inviters);
                inviters.show(group.inviters, group.role === "owner");
                who.hidden = inviters.select.hidden;
                made.hidden = form.hidden && all.length === 0;
                keep(list, all, (each) => String(each.id), make);
            }
        },
    };
}
