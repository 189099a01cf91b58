/**
 * What reads the words of strangers, each as a target for a fuzzer: anything but a refusal that is
 * foreseen is a defect. Those whose rooms do not show what they read have their targets there, by
 * the names of their packages.
 */
@NullMarked
package p2p.fuzz;

import org.jspecify.annotations.NullMarked;
