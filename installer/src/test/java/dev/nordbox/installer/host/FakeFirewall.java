package dev.nordbox.installer.host;

import java.util.Optional;

/** The table {@code inet nordbox} of a fake kernel, and the timer that takes a guard back. */
public final class FakeFirewall {
    public Optional<String> loaded = Optional.empty();
    public boolean revertPending;
    public boolean reverted;
    private Optional<String> previous = Optional.empty();

    void loadUntilProved(String candidate) {
        if (!revertPending) {
            previous = loaded;
        }
        reverted = false;
        revertPending = true;
        loaded = Optional.of(candidate);
    }

    /** Ninety seconds pass. */
    public void timerExpires() {
        if (revertPending) {
            revertPending = false;
            reverted = true;
            loaded = previous;
        }
    }
}
