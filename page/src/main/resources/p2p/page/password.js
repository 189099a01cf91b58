// @ts-check
import { ask } from "/page/api.js";
import { tell } from "/page/asking.js";
import { card } from "/page/card.js";
import { element } from "/page/dom.js";
import { field, submitted } from "/page/forms.js";
import { text } from "/page/texts.js";

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
        if (await ask("PUT", "accounts/me/password", {}, passwords)) {
            form.reset();
            changed();
        } else {
            before.value = "";
            before.focus();
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
