/**
 * Strategic merge patches as kyaml's {@code merge2} applies them: a walk over both trees at once,
 * with the {@code $patch} directives and lists that merge by key.
 */
@NullMarked
package dev.nordbox.appliance.render.kustomize.merge;

import org.jspecify.annotations.NullMarked;
