/** What generators and transformers are, and what they are given to work with. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.plugin;

import org.jspecify.annotations.NullMarked;
