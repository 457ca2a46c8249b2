package dev.nordbox.installer.steps;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who the box is to a registry or a proxy. The file has the two lines that stand under {@code auth}
 * in k3s' own registries.yaml:
 *
 * <pre>
 * username: robot
 * password: …
 * </pre>
 */
public record LoginFile(String username, String password) {
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    /**
     * @param setting that names the file, for messages
     * @throws ProblemException CONFIG_INVALID when the file cannot be used, or others can read it
     */
    public static LoginFile read(Path file, String setting) throws ProblemException {
        try {
            if (othersRead(file)) {
                throw invalid("others can read it", file, "chmod 600 " + file);
            }
            return parse(Files.readString(file), file);
        } catch (IOException e) {
            throw invalid("the login cannot be read: " + Reason.of(e), file, "check " + setting);
        }
    }

    /** As it stands before the {@code @} of a URL. */
    public String inUrl() {
        return encoded(username) + ":" + encoded(password);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static boolean othersRead(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false; // access lists say who reads it, and a new file has those of its folder
        }
        Set<PosixFilePermission> others =
                EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        others.retainAll(Files.getPosixFilePermissions(file));
        return !others.isEmpty();
    }

    private static LoginFile parse(String text, Path file) throws ProblemException {
        Map<String, String> found = new TreeMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                found.put(
                        line.substring(0, colon).strip(),
                        unquoted(line.substring(colon + 1).strip()));
            }
        }
        LoginFile read =
                new LoginFile(found.getOrDefault(USERNAME, ""), found.getOrDefault(PASSWORD, ""));
        if (read.username.isEmpty() || read.password.isEmpty()) {
            throw invalid(
                    "it has no " + (read.username.isEmpty() ? USERNAME : PASSWORD),
                    file,
                    "write two lines into it: username: …, and password: …");
        }
        return read;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() > 1
                        && (value.startsWith("\"") && value.endsWith("\"")
                                || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static ProblemException invalid(String what, Path file, String remedy) {
        return new ProblemException(
                ExitCode.CONFIG_INVALID, new Problem(what, file.toString(), remedy));
    }

    @Override
    public String toString() {
        return "***";
    }
}
