/** What an operator can look up afterwards: who was given which right, and who lost it. */
package p2p.tracker.audit;
