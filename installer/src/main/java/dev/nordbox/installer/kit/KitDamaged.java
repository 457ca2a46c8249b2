package dev.nordbox.installer.kit;

import java.io.IOException;

/** A file that is no kit, or not a whole one; the message says why. */
public final class KitDamaged extends IOException {
    private static final long serialVersionUID = 1L;

    KitDamaged(String message) {
        super(message);
    }
}
