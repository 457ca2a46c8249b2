package dev.nordbox.installer.facts;

import java.time.Duration;

/**
 * The host's clock against this machine's.
 *
 * @param ahead how far the host is ahead; negative when it is behind
 * @param synchronised a time daemon says so
 */
public record HostClock(Duration ahead, boolean synchronised) {}
