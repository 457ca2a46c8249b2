/**
 * Argo CD's Application, its options on objects and on itself, as typed values: what a team asks
 * for. Pure; what we answer is in {@code argo.status}.
 */
@NullMarked
package dev.nordbox.appliance.argo;

import org.jspecify.annotations.NullMarked;
