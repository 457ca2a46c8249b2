/**
 * Go's {@code text/template} with the Sprig functions, in Java: the bytes Go prints and the words
 * Go fails with, under a budget. {@link GoTemplate} is the way in. Nothing here knows Kubernetes.
 */
@NullMarked
package dev.nordbox.appliance.render.gotemplate;

import org.jspecify.annotations.NullMarked;
