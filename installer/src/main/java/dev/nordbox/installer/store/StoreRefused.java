package dev.nordbox.installer.store;

import java.io.IOException;

/** A store said no, or could not be reached, and it is known what helps. */
public class StoreRefused extends IOException {
    private final String remedy;

    /**
     * @param what in one sentence, without secrets
     * @param remedy what to do now
     */
    public StoreRefused(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    public StoreRefused(String what, String remedy, IOException cause) {
        super(what, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
