package dev.nordbox.installer.config;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;

/** Where kits lie, as a person names it in a word; how to get in is said elsewhere. */
public sealed interface StoreAddress {
    String OF_S3 = "s3://";
    String OF_SFTP = "sftp://";

    /** For people, and readable again. */
    String text();

    /** Of this machine. */
    record Directory(String path) implements StoreAddress {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * @param prefix without slashes at its ends; {@code ""} for none
     */
    record Bucket(String bucket, String prefix) implements StoreAddress {
        @Override
        public String text() {
            return OF_S3 + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /**
     * @param login {@code [user@]host[:port]}, or a name of ssh's configuration
     * @param path a relative one begins where the login lands
     */
    record Folder(String login, String path) implements StoreAddress {
        @Override
        public String text() {
            return OF_SFTP + login + (path.startsWith("/") ? path : "/~/" + path);
        }
    }

    /** Whether a word names a store, rather than a file or a directory here. */
    static boolean isElsewhere(String text) {
        return text.startsWith(OF_S3) || text.startsWith(OF_SFTP);
    }

    /**
     * Reads {@code s3://bucket/prefix}, {@code sftp://user@host:port/path}, with {@code /~/path}
     * for one that begins where the login lands, or a directory.
     *
     * @param flag that named it, for messages
     * @throws ProblemException USAGE when it is none of these
     */
    static StoreAddress parse(String text, String flag) throws ProblemException {
        if (text.startsWith(OF_S3)) {
            return bucket(text, flag);
        }
        if (text.startsWith(OF_SFTP)) {
            return folder(text, flag);
        }
        if (text.contains("://")) {
            throw wrong(
                    "kits are not looked for with " + text.substring(0, text.indexOf("://")),
                    text,
                    flag);
        }
        return new Directory(text);
    }

    private static StoreAddress bucket(String text, String flag) throws ProblemException {
        String[] parts = text.substring(OF_S3.length()).replaceAll("/+$", "").split("/", 2);
        String prefix = parts.length > 1 ? parts[1] : "";
        require(BackupFormats.BUCKET, parts[0], text, flag);
        if (!prefix.isEmpty()) {
            require(BackupFormats.PREFIX, prefix, text, flag);
        }
        return new Bucket(parts[0], prefix);
    }

    private static StoreAddress folder(String text, String flag) throws ProblemException {
        String[] parts = text.substring(OF_SFTP.length()).replaceAll("/+$", "").split("/", 2);
        if (parts[0].isEmpty()) {
            throw wrong("no host is named", text, flag);
        }
        int at = parts[0].lastIndexOf('@');
        if (at == parts[0].length() - 1 || parts[0].substring(0, Math.max(at, 0)).contains(":")) {
            // Not repeated: it may be a password.
            throw wrong(
                    "it has no host, or a password, which has no place there", OF_SFTP + "…", flag);
        }
        String path = parts.length > 1 ? parts[1] : "~";
        boolean relative = path.equals("~") || path.startsWith("~/");
        String folder = relative ? path.replaceFirst("^~/?", "") : "/" + path;
        require(BackupFormats.REMOTE_PATH, folder.isEmpty() ? "." : folder, text, flag);
        return new Folder(parts[0], folder.isEmpty() ? "." : folder);
    }

    private static void require(Format format, String part, String text, String flag)
            throws ProblemException {
        Optional<Format.Complaint> complaint = format.check(part);
        if (complaint.isPresent()) {
            throw wrong(complaint.get().what(), text, flag);
        }
    }

    private static ProblemException wrong(String what, String text, String flag) {
        return new ProblemException(
                ExitCode.USAGE,
                new Problem(
                        what,
                        flag + " " + text,
                        "write s3://BUCKET/PREFIX, sftp://USER@HOST/PATH (sftp://USER@HOST/~/PATH"
                                + " from where the login lands), or a directory here"));
    }
}
