/** Trackers, services and shells as their users run them: processes of their own. */
package p2p.cli.stage;
