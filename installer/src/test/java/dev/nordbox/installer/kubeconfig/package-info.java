/** Tests of the merge into a person's kubeconfig. */
@NullMarked
package dev.nordbox.installer.kubeconfig;

import org.jspecify.annotations.NullMarked;
