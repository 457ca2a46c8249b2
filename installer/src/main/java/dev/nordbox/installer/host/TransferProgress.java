package dev.nordbox.installer.host;

/** Told now and then how far an upload has come, in bytes. */
@FunctionalInterface
public interface TransferProgress {
    TransferProgress SILENT = (sent, total) -> {};

    void transferred(long sent, long total);
}
