// @ts-check
import { ask } from "/page/api.js";
import { tell } from "/page/asking.js";
import { element } from "/page/dom.js";
import { field, submitted } from "/page/forms.js";
import { text } from "/page/texts.js";

/** Whether it is worth asking; who it is only the cookie says, which no script can read. */
const HINT = "p2p-signed-in";

const OWN_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** @typedef {{user: string, browser: string}} SignedIn */

/**
 * Who is signed in here, if anybody is.
 * @returns {Promise<SignedIn | undefined>}
 */
export async function whoIsHere() {
    if (localStorage.getItem(HINT) === null) {
        return undefined;
    }
    return ask("GET", "browsers/current");
}

export async function signOut() {
    if (await ask("DELETE", "browsers/current")) {
        forget();
        return true;
    }
    return false;
}

export function forget() {
    localStorage.removeItem(HINT);
}

/**
 * Puts a form there by which somebody signs in, or makes an account and signs in.
 * @param {HTMLElement} where
 * @param {(who: SignedIn) => void} done
 * @param {() => string | undefined} [invitation] the code of one, for trackers that want one
 */
export function signIn(where, done, invitation = () => undefined) {
    const form = element("form", "stack");
    const name = field(form, text("sign.name"), { autocomplete: "username", maxLength: 64 });
    const password = field(form, text("sign.password"), {
        type: "password",
        autocomplete: "current-password",
        maxLength: 256,
    });
    const enter = element("button", "main", text("sign.in"));
    enter.type = "submit";
    const create = element("button", "", text("sign.create"));
    create.type = "button";
    const actions = element("div", "actions");
    actions.append(enter, create);
    if (location.protocol === "http:" && !OWN_MACHINE.test(location.hostname)) {
        form.append(element("p", "warning", text("sign.plain")));
    }
    form.append(actions, element("p", "soft detail", text("sign.new")));
    where.replaceChildren(form);

    const typed = () => ({ name: name.value.trim(), password: password.value });

    async function enterWith() {
        const who = await ask("POST", "browsers", {}, typed());
        password.value = "";
        if (who) {
            localStorage.setItem(HINT, "1");
            name.value = "";
            done(who);
        } else {
            password.focus();
        }
    }

    submitted(form, enterWith);
    let creating = false;
    create.addEventListener("click", async () => {
        if (creating || !form.reportValidity()) {
            return;
        }
        creating = true;
        tell("");
        const account = { ...typed(), invitation: invitation() };
        if (await ask("POST", "accounts", {}, account)) {
            await enterWith();
        }
        creating = false;
    });
}
