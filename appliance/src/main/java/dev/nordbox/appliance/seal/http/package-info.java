/** What kubeseal asks a cluster over HTTP, through the API server's proxy for Services. */
@NullMarked
package dev.nordbox.appliance.seal.http;

import org.jspecify.annotations.NullMarked;
