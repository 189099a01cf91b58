// @ts-check
import { text } from "/page/texts.js";

/** Those that an owner gives. */
export const GIVEN = ["moderator", "member", "reader"];

/**
 * @param {string} role
 * @returns {string}
 */
export function roleOf(role) {
    switch (role) {
        case "owner":
            return text("role.owner");
        case "moderator":
            return text("role.moderator");
        case "reader":
            return text("role.reader");
        default:
            return text("role.member");
    }
}

/**
 * Whether somebody of this role decides who is in.
 * @param {string} role
 * @returns {boolean}
 */
export function decides(role) {
    return role === "owner" || role === "moderator";
}

/**
 * Whether somebody of this role may invite to a group that lets these.
 * @param {string} role
 * @param {string} inviters
 * @returns {boolean}
 */
export function invites(role, inviters) {
    const least = { owner: 0, moderators: 1, members: 2 }[inviters] ?? 1;
    const rank = { owner: 0, moderator: 1, member: 2 }[role] ?? 3;
    return rank <= least;
}
