package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of an ssh configuration that says something, and where it stands.
 *
 * @param keyword as it is written; ssh does not look at its case
 * @param rest what follows, unsplit
 * @param line counted from 1
 */
public record ConfigLine(String keyword, List<String> words, String rest, Path file, int line) {
    private static final Map<String, String> OLDER_NAMES =
            Map.of(
                    "challengeresponseauthentication", "kbdinteractiveauthentication",
                    "skeyauthentication", "kbdinteractiveauthentication",
                    "tisauthentication", "kbdinteractiveauthentication",
                    "dsaauthentication", "pubkeyauthentication",
                    "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
                    "hostbasedkeytypes", "hostbasedacceptedalgorithms",
                    "identityfile2", "identityfile",
                    "smartcarddevice", "pkcs11provider",
                    "keepalive", "tcpkeepalive");

    private static final Pattern LINE = Pattern.compile("([^\\s\"=]+)(?:\\s*=\\s*|\\s+|$)(.*)");

    /** Empty for comments and blank lines. */
    static Optional<ConfigLine> parse(String text, Path file, int line) throws ProblemException {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return Optional.empty();
        }
        Matcher parts = LINE.matcher(stripped);
        if (!parts.matches()) {
            throw malformed("this is no line of an ssh configuration", file, line);
        }
        String rest = parts.group(2);
        Optional<List<String>> words = ConfigWords.split(rest);
        if (words.isEmpty()) {
            throw malformed("a quotation mark is not closed", file, line);
        }
        return Optional.of(new ConfigLine(parts.group(1), words.get(), rest, file, line));
    }

    /** The keyword in lower case, by the name that ssh has for it today. */
    String key() {
        String name = keyword.toLowerCase(Locale.ROOT);
        return OLDER_NAMES.getOrDefault(name, name);
    }

    /**
     * @throws ProblemException when nothing follows the keyword
     */
    String value() throws ProblemException {
        if (words.isEmpty()) {
            throw wrong("`" + keyword + "` says nothing", "name a value, or delete the line");
        }
        return words.get(0);
    }

    ProblemException wrong(String what, String remedy) {
        return new ProblemException(ExitCode.CONFIG_INVALID, new Problem(what, place(), remedy));
    }

    ProblemException noFile(String name, InvalidPathException why) {
        return wrong(
                "`" + name + "` cannot be a file here: " + why.getReason(),
                "write another name, or run in a UTF-8 locale");
    }

    /** {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return keyword + " " + rest;
    }

    private static ProblemException malformed(String what, Path file, int line) {
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(what, file + ":" + line, "mend the line: ssh stops at it as well"));
    }
}
