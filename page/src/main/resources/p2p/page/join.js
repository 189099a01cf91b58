// @ts-check
import { ask, path, whenRefused } from "/page/api.js";
import { tell } from "/page/asking.js";
import { copyOnClick } from "/page/copy.js";
import { button, byId, element } from "/page/dom.js";
import { forget, signIn, whoIsHere } from "/page/sign.js";
import { text } from "/page/texts.js";

// What an invitation's link is made of, so that no address can end the quotes around it.
const WHOLE =
    /^https?:\/\/[A-Za-z0-9.:[\]_-]+\/i\/([A-Za-z0-9][A-Za-z0-9._-]{0,63})#([0-9a-v]{26})(?:\.[0-9a-f]{64})?(\/[A-Za-z0-9_-]+)?$/;

const command = byId("command");
const byHand = command.textContent;
const here = byId("here");

/** @returns {RegExpExecArray | null} */
function whole() {
    return WHOLE.exec(location.href);
}

function show() {
    const link = whole();
    byId("cut").hidden = link !== null;
    byId("copy").hidden = link === null;
    byId("browser").hidden = link === null;
    command.textContent = link ? `p2p get '${location.href}'` : byHand;
    byId("title").textContent = link ? text("join.group", link[1]) : text("join.title");
}

/** @param {{user: string}} who */
function offer(who) {
    const join = button(text("join.do"), text("join.do"), async () => {
        const group = await ask("POST", "invitations/acceptances", {}, { code: code() });
        if (group) {
            location.assign(`/#${path(group.group)}`);
        }
    });
    join.className = "main";
    const actions = element("div", "actions");
    actions.append(join);
    here.replaceChildren(element("p", "", text("join.as", who.user)), actions);
}

/** @returns {string | undefined} */
function code() {
    return whole()?.[2];
}

function askToSignIn() {
    forget();
    signIn(here, offer, code);
}

copyOnClick(byId("copy"), command);
addEventListener("hashchange", () => {
    tell("");
    show();
});
show();
whenRefused("not-logged-in", askToSignIn);
signIn(here, offer, code);
const who = await whoIsHere();
if (who) {
    offer(who);
    /** @type {HTMLDetailsElement} */ (byId("browser")).open = true;
}
