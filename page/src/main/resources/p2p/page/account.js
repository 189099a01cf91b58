// @ts-check
import { when } from "/page/amounts.js";
import { ask, path } from "/page/api.js";
import { card } from "/page/card.js";
import { byId, element, keep, say, shown } from "/page/dom.js";
import { decision, done, sureButton } from "/page/forms.js";
import { password } from "/page/password.js";
import { text } from "/page/texts.js";

/**
 * @typedef {{name: string, since: string, there: boolean, seen: string,
 *     address: string | null}} Device
 * @typedef {{name: string, since: string, seen: string, address: string}} Browser
 * @typedef {{most: number, devices: Device[], browsers: Browser[]}} Devices
 */

/** As many as a tracker allows. */
const MOST_DEVICES = 20;

let open = /** @type {{refresh: () => Promise<void>} | null} */ (null);

export function closeAccount() {
    open = null;
    byId("account").replaceChildren();
}

export async function refreshAccount() {
    await open?.refresh();
}

/**
 * Where somebody is logged in or signed in, which they end from here, and their password.
 * @param {import("/page/sign.js").SignedIn} who
 * @param {() => void} changed is called when there is a new password, and so nobody here any more
 */
export async function showAccount(who, changed) {
    const top = element("section", "card stack");
    const back = element("a", "", text("group.back"));
    back.href = "#";
    const title = element("h1", "", text("account.title"));
    title.tabIndex = -1;
    top.append(back, title, element("p", "soft", text("account.of", shown(who.user), who.browser)));
    const columns = element("div", "columns");
    columns.hidden = true;
    const parts = [devices(columns), browsers(columns, who.browser)];
    password(columns, who.user, changed);
    byId("account").replaceChildren(top, columns);

    const own = {
        async refresh() {
            /** @type {Devices | undefined} */
            const found = await ask("GET", "devices");
            if (found && open === own) {
                parts.forEach((show) => show(found));
                columns.hidden = false;
            }
        },
    };
    open = own;
    await own.refresh();
}

/**
 * @param {HTMLElement} where
 * @returns {(found: Devices) => void}
 */
function devices(where) {
    const made = card(where, "devices-title", text("devices.title"));
    const none = element("p", "soft", text("devices.none"));
    const list = element("ul", "list");
    list.id = "devices";
    const numbers = Array.from({ length: MOST_DEVICES }, (_, index) => String(index + 1));
    const most = decision(
        numbers.map((each) => [each, each]),
        text("devices.allow"),
        text("devices.allow.these"),
        async (wanted) => {
            const allowed = await ask("PUT", "devices", {}, { most: Number(wanted) });
            if (allowed) {
                done(
                    wanted === "1"
                        ? text("devices.allowed.one")
                        : text("devices.allowed", wanted),
                );
            }
            return Boolean(allowed);
        },
    );
    most.select.setAttribute("aria-label", text("devices.most"));
    const allow = element("div", "actions");
    allow.append(element("span", "soft", text("devices.most")), most.select, most.give);
    made.append(element("p", "soft", text("devices.what")), none, list, allow);

    /** @param {Device} device */
    const make = (device) =>
        place(
            device.name,
            text("devices.remove"),
            text("devices.remove.of", shown(device.name)),
            text("devices.removed", shown(device.name)),
            (/** @type {Device} */ now) => [
                now.there ? text("devices.there") : text("devices.seen", when(now.seen)),
                text("devices.since", when(now.since)),
                ...(now.address ? [text("devices.address", shown(now.address))] : []),
            ],
        );
    return (found) => {
        none.hidden = found.devices.length > 0;
        most.show(String(found.most), true);
        keep(list, found.devices, (each) => `${each.name} ${each.since}`, make);
    };
}

/**
 * @param {HTMLElement} where
 * @param {string} own what this one is called
 * @returns {(found: Devices) => void}
 */
function browsers(where, own) {
    const made = card(where, "browsers-title", text("browsers.title"));
    const list = element("ul", "list");
    list.id = "browsers";
    made.append(element("p", "soft", text("browsers.what")), list);

    /** @param {Browser} browser */
    const make = (browser) =>
        place(
            browser.name,
            text("browsers.end"),
            text("browsers.end.of", shown(browser.name)),
            text("browsers.ended", shown(browser.name)),
            (/** @type {Browser} */ now) => [
                now.name === own ? text("browsers.this") : text("browsers.seen", when(now.seen)),
                text("browsers.since", when(now.since)),
                text("devices.address", shown(now.address)),
            ],
            browser.name === own,
        );
    return (found) => keep(list, found.browsers, (each) => `${each.name} ${each.since}`, make);
}

/**
 * A line for where somebody is, with a button that ends that.
 * @template {{there?: boolean}} T
 * @param {string} name
 * @param {string} label
 * @param {string} meaning
 * @param {string} told
 * @param {(now: T) => string[]} details
 * @param {boolean} [isHere] which the button above all of this is for
 */
function place(name, label, meaning, told, details, isHere = false) {
    const item = element("li", "item between");
    const words = element("p");
    const detail = element("span", "soft detail");
    words.append(element("bdi", "name", shown(name)), " ", detail);
    const end = sureButton(label, meaning, async () => {
        if (await ask("DELETE", path("devices", name))) {
            done(told);
            await refreshAccount();
        }
    });
    end.hidden = isHere;
    item.append(words, end);
    return Object.assign(item, {
        update(/** @type {T} */ now) {
            say(detail, details(now).join(", "));
            item.dataset.online = String(now.there === true);
        },
    });
}
