/** Groups and who is in them. */
package p2p.cli.group;
