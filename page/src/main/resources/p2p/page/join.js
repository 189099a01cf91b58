// @ts-check
import { copyOnClick } from "/page/copy.js";
import { byId } from "/page/dom.js";
import { text } from "/page/texts.js";

// What an invitation's link is made of, so that no address can end the quotes around it.
const WHOLE =
    /^https?:\/\/[A-Za-z0-9.:[\]_-]+\/i\/([A-Za-z0-9][A-Za-z0-9._-]{0,63})#[0-9a-v]{26}(\/[A-Za-z0-9_-]+)?$/;

const command = byId("command");
const byHand = command.textContent;

function show() {
    const whole = WHOLE.exec(location.href);
    byId("cut").hidden = whole !== null;
    byId("copy").hidden = whole === null;
    command.textContent = whole ? `p2p get '${location.href}'` : byHand;
    byId("title").textContent = whole ? text("join.group", whole[1]) : text("join.title");
}

copyOnClick(byId("copy"), command);
addEventListener("hashchange", show);
show();
