/** Go's regular expressions, run by the JDK's engine within a budget. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.regex;

import org.jspecify.annotations.NullMarked;
