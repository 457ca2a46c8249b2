package dev.nordbox.installer.backup;

import java.time.Instant;

/**
 * What a restored host is from.
 *
 * @param kit its id
 * @param restored when that was, by the host's clock
 */
public record CameFrom(String kit, Instant restored) {}
