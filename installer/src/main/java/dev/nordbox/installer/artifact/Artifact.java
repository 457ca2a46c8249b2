package dev.nordbox.installer.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file on this machine that was verified and may be uploaded.
 *
 * @param name for people, with why it is trusted: {@code k3s v1.36.4+k3s1 (pinned sha256)}
 * @param sha256 of the content, computed here, in lower-case hexadecimal
 * @param size in bytes
 */
public record Artifact(String name, Path local, String sha256, long size) {

    static Artifact of(String name, Path local) throws IOException {
        return new Artifact(name, local, Sha256.of(local), Files.size(local));
    }

    /** File name on this machine; the ending says how it is compressed. */
    public String fileName() {
        return String.valueOf(local.getFileName());
    }
}
