/** Who is in which group, who owns it, and who has asked to be let in. */
package p2p.tracker.group;
