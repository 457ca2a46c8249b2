package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.store.StoreRefused;

/** A store that does not know an upload: it was given up, or is an object already. */
final class UploadGone extends StoreRefused {
    private static final long serialVersionUID = 1L;

    UploadGone(String message, String remedy) {
        super(message, remedy);
    }
}
