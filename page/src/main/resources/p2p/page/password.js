// @ts-check
import { ask } from "/page/api.js";
import { tell } from "/page/asking.js";
import { card } from "/page/card.js";
import { element } from "/page/dom.js";
import { field, submitted } from "/page/forms.js";
import { text } from "/page/texts.js";

/** Whether a new password is on its way: that ends this session, and its answer says so best. */
let isUnderWay = false;

/** Whether one was sent and never answered. */
let isUnknown = false;

/**
 * What a request may mean that is refused since nobody is signed in here.
 * @returns {"told" | "perhaps" | "no"} whether an answer to come tells of a new password, whether
 *     there may be one, or neither
 */
export function passwordChanged() {
    return isUnderWay ? "told" : isUnknown ? "perhaps" : "no";
}

export function forgetPassword() {
    isUnknown = false;
}

/**
 * A form for another password, which says first what comes of it.
 * @param {HTMLElement} where
 * @param {string} user for programs that keep passwords
 * @param {() => void} changed
 */
export function password(where, user, changed) {
    const made = card(where, "password-title", text("password.title"));
    const form = element("form", "stack");
    const name = element("input");
    name.autocomplete = "username";
    name.value = user;
    name.hidden = true;
    form.append(element("p", "warning", text("password.what")), name);
    const before = secret(form, text("password.old"), "current-password");
    const after = secret(form, text("password.new"), "new-password");
    const again = secret(form, text("password.again"), "new-password");
    const change = element("button", "main", text("password.do"));
    change.type = "submit";
    const actions = element("div", "actions");
    actions.append(change);
    form.append(actions);
    made.append(form);

    submitted(form, async () => {
        if (after.value !== again.value) {
            tell(text("password.differ"));
            again.value = "";
            again.focus();
            return;
        }
        const passwords = { oldPassword: before.value, newPassword: after.value };
        isUnderWay = true;
        const answer = await ask("PUT", "accounts/me/password", {}, passwords);
        isUnderWay = false;
        isUnknown = answer === null;
        if (answer) {
            form.reset();
            changed();
        } else {
            before.value = "";
            before.focus();
            if (!isUnknown) {
                // Where it was refused since nobody is signed in here any more, this one says so.
                await ask("GET", "devices");
            }
        }
    });
}

/**
 * @param {HTMLElement} form
 * @param {string} label
 * @param {"current-password" | "new-password"} autocomplete
 */
function secret(form, label, autocomplete) {
    return field(form, label, { type: "password", autocomplete, maxLength: 256 });
}
