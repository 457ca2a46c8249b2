/** Redis, over its Unix socket: a cache that may be lost, slow or lied to by at any time. */
@NullMarked
package dev.nordbox.appliance.redis;

import org.jspecify.annotations.NullMarked;
