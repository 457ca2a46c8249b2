package dev.nordbox.installer.backup;

import java.time.Instant;

/**
 * What a restored host is from.
 *
 * @param kit its id
 * @param box name of the box that made it, which is another one where it was the address of the
 *     lost host; {@code ""} where an earlier version wrote nothing of it down
 * @param restored when that was, by the host's clock
 */
public record CameFrom(String kit, String box, Instant restored) {}
