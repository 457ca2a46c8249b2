/** The way into a box' cluster, kept in the kubeconfig of whoever runs nordbox. */
@NullMarked
package dev.nordbox.installer.kubeconfig;

import org.jspecify.annotations.NullMarked;
