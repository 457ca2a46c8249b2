package dev.nordbox.installer.config;

import dev.nordbox.appliance.git.GitUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Git repositories, revisions and SSH keys are written. */
final class GitFormats {
    private static final Pattern SCP_LIKE =
            Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!//)[^\\s]+");
    private static final Pattern SSH =
            Pattern.compile("ssh://([A-Za-z0-9._-]+@)?[A-Za-z0-9.\\[\\]:-]+/[^\\s]+");
    private static final Pattern HTTPS = Pattern.compile("https://[A-Za-z0-9.\\[\\]:-]+/[^\\s]+");
    private static final Pattern FILE = Pattern.compile("file:///[^\\s]+");
    private static final Pattern WITH_USER = Pattern.compile("(https?|ssh)://[^/]*(:[^/]*)?@.*");
    private static final Pattern REVISION = Pattern.compile("(?!-)[^\\s~^:?*\\[\\\\]+");

    private static final String FORMS = "write git@HOST:PATH, ssh://…, https://… or file:///…";

    static final Format URL = GitFormats::checkUrl;
    static final Format PATH = GitFormats::checkPath;

    static final Format TARGET_REVISION =
            text ->
                    REVISION.matcher(text).matches() && !text.contains("..")
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a revision",
                                    "name a branch, a tag or a commit; HEAD is the default branch");

    static final Format FINGERPRINT =
            Format.matching(
                    "SHA256:[A-Za-z0-9+/]{43}=?",
                    "a key's fingerprint",
                    "write SHA256:… as `ssh-keygen -l` prints it");

    static final Format HOST_KEY =
            Format.matching(
                    "SHA256:[A-Za-z0-9+/]{43}=?"
                            + "|(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+=*( .*)?",
                    "a host key",
                    "write SHA256:… or the key itself, `ssh-ed25519 AAAA…`, as `ssh-keyscan` prints it");

    static final Format PUBLIC_KEY =
            Format.matching(
                    "(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+) [A-Za-z0-9+/]+=*( .*)?",
                    "a public key",
                    "write `ssh-ed25519 AAAA…`, as a file with .pub has it");

    private GitFormats() {}

    private static Optional<Format.Complaint> checkUrl(String text) {
        if (WITH_USER.matcher(text).matches() && !SSH.matcher(text).matches()) {
            // The text is left out of the message: it probably holds a token.
            return Optional.of(
                    new Format.Complaint(
                            "carries credentials",
                            "take them out; use an SSH URL, for which the box makes a deploy key"));
        }
        if (text.startsWith("http://") || text.startsWith("git://")) {
            return Format.wrong(text, "an encrypted way to a repository", "use ssh:// or https://");
        }
        boolean known =
                SCP_LIKE.matcher(text).matches()
                        || SSH.matcher(text).matches()
                        || HTTPS.matcher(text).matches()
                        || FILE.matcher(text).matches();
        return known ? asTheControllerReads(text) : Format.wrong(text, "a Git URL", FORMS);
    }

    /** Ours are narrower in what a name may hold, the controller's know ports and hosts. */
    private static Optional<Format.Complaint> asTheControllerReads(String text) {
        try {
            GitUrl.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Format.Complaint(
                            '"' + text + "\" cannot be used: " + e.getMessage(), FORMS));
        }
    }

    private static Optional<Format.Complaint> checkPath(String text) {
        boolean leaves = text.startsWith("/") || ("/" + text + "/").contains("/../");
        return leaves
                ? Format.wrong(
                        text,
                        "a directory in the repository",
                        "write it from the repository's root")
                : Optional.empty();
    }
}
