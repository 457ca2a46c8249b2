/** What one build may cost, and the meter that stops it. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.budget;

import org.jspecify.annotations.NullMarked;
