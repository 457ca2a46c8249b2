package dev.nordbox.installer.host;

/** Told now and then how far a transfer has come, in bytes. */
@FunctionalInterface
public interface TransferProgress {
    TransferProgress SILENT = (sent, total) -> {};

    /** A total that nobody has told. */
    long UNKNOWN = -1;

    /**
     * @param total or {@link #UNKNOWN}
     */
    void transferred(long sent, long total);
}
