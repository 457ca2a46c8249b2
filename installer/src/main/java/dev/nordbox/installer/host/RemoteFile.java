package dev.nordbox.installer.host;

import java.nio.charset.StandardCharsets;

/**
 * A small file as it must stand on the host.
 *
 * @param path absolute
 * @param mode octal, {@code 0644}
 * @param owner {@code user:group}
 * @param secret its content never appears in a diff, a log or a message
 */
public record RemoteFile(String path, byte[] content, String mode, String owner, boolean secret) {

    public RemoteFile {
        content = content.clone();
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    public static RemoteFile of(String path, String content, String mode) {
        return new RemoteFile(
                path, content.getBytes(StandardCharsets.UTF_8), mode, "root:root", false);
    }

    public RemoteFile ownedBy(String userAndGroup) {
        return new RemoteFile(path, content, mode, userAndGroup, secret);
    }

    public RemoteFile asSecret() {
        return new RemoteFile(path, content, mode, owner, true);
    }

    @Override
    public String toString() {
        return path + " " + mode + " " + owner + (secret ? " ***" : " " + content.length + " B");
    }
}
