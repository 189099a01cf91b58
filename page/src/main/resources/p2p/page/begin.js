// @ts-check
import { copyOnClick } from "/page/copy.js";
import { byId } from "/page/dom.js";

const secure = location.protocol === "https:";
const address = `${location.hostname}:${location.port || (secure ? 443 : 80)}`;

if (/^[A-Za-z0-9.:[\]_-]+$/.test(address)) {
    const command = byId("command");
    command.textContent =
        command.textContent?.replace("HOST:PORT", (secure ? "https://" : "") + address) ?? "";
    copyOnClick(byId("copy"), command);
}
