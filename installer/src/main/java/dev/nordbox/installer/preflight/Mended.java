package dev.nordbox.installer.preflight;

import java.util.Optional;

/**
 * A mend that was tried.
 *
 * @param failure what the host said; empty when it did as it was told
 */
public record Mended(Mend mend, Optional<String> failure) {}
