// @ts-check
import { size } from "/page/amounts.js";
import { shown } from "/page/dom.js";
import { text } from "/page/texts.js";

/**
 * A name as its group shows it.
 * @param {{file: string, files: number | null}} thing
 * @returns {string}
 */
export function nameOf(thing) {
    return shown(thing.files === null ? thing.file : `${thing.file}/`);
}

/**
 * @param {number} files
 * @returns {string}
 */
export function filesOf(files) {
    return files === 1 ? text("folder.file") : text("folder.files", files);
}

/**
 * @param {number} members
 * @returns {string}
 */
export function membersOf(members) {
    return members === 1 ? text("groups.member") : text("groups.members", members);
}

/**
 * What a group's list says of a file: how large it is, who shares it, and how many have it.
 * @param {{size: number, files: number | null, sharedBy: string, seeders: number}} file
 * @returns {string[]}
 */
export function detailsOf(file) {
    return [
        size(file.size),
        ...(file.files === null ? [] : [filesOf(file.files)]),
        text("groups.shared-by", shown(file.sharedBy)),
        seedersOf(file.seeders),
    ];
}

/**
 * @param {number} seeders
 * @returns {string}
 */
export function seedersOf(seeders) {
    return seeders === 1 ? text("groups.seeder") : text("groups.seeders", seeders);
}
