package dev.nordbox.appliance.git;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository lies, in one of the forms {@code git@host:path}, {@code
 * ssh://user@host:port/path}, {@code https://host/path} and {@code file:///path}.
 *
 * @param user login name over SSH, {@code ""} when the form has none
 * @param host {@code ""} for {@code file}
 * @param port the one written, or the scheme's own; 0 for {@code file}
 * @param path as the server is asked for it: an scp-like path stays relative
 */
public record GitUrl(Scheme scheme, String user, String host, int port, String path) {

    /** How the repository is reached. */
    public enum Scheme {
        FILE,
        SSH,
        HTTPS
    }

    private static final int HTTPS_PORT = 443;

    private static final Pattern WITH_SCHEME =
            Pattern.compile(
                    "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^@/]*)@)?"
                            + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/\\[\\]]*)(?::(?<port>[0-9]{1,5}))?(?<path>/.*)?");
    private static final Pattern SCP_LIKE =
            Pattern.compile(
                    "(?:(?<user>[^@/:]+)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^:/@\\[\\]]{2,})"
                            + ":(?<path>(?!//).+)");

    /** Steps that the other side would take, and who may name which path is asked before. */
    private static final Pattern STEPS =
            Pattern.compile("(?i)(?:.*/)?(?:\\.|%2e){1,2}(?:/.*)?|.*%(?:2f|5c).*|.*\\\\.*");

    /** What could end a shell word, a header or a log line early has no business in a URL. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|\\s");

    /**
     * @throws IllegalArgumentException with a sentence for the operator, free of any password, when
     *     the text has none of the forms
     */
    public static GitUrl parse(String text) {
        if (CONTROL.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "the URL contains white space or a control character");
        }
        Matcher url = WITH_SCHEME.matcher(text);
        if (url.matches()) {
            return withScheme(url);
        }
        Matcher scp = SCP_LIKE.matcher(text);
        if (scp.matches()) {
            return ssh(orEmpty(scp.group("user")), scp.group("host"), 22, scp.group("path"));
        }
        throw new IllegalArgumentException(
                "not a Git URL; write git@host:path, ssh://user@host/path, https://host/path or"
                        + " file:///path");
    }

    private static GitUrl withScheme(Matcher url) {
        String user = orEmpty(url.group("user"));
        if (user.contains(":")) {
            throw new IllegalArgumentException(
                    "the URL contains a password; take it out and name a credentialsFile");
        }
        String host = url.group("host");
        String path = orEmpty(url.group("path"));
        String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
        if (path.length() < 2) {
            throw new IllegalArgumentException("the URL names no repository on its host");
        }
        return switch (scheme) {
            case "file" -> {
                if (!host.isEmpty()) {
                    throw new IllegalArgumentException(
                            "file:// takes an absolute path on this machine: file:///path");
                }
                yield new GitUrl(Scheme.FILE, "", "", 0, path);
            }
            case "ssh", "git+ssh" -> ssh(user, host, port(url, 22), path);
            case "https" -> {
                refuseSteps(path);
                if (!user.isEmpty()) {
                    throw new IllegalArgumentException(
                            "the URL contains a user name or token; take it out and name a"
                                    + " credentialsFile");
                }
                yield new GitUrl(Scheme.HTTPS, "", hostOf(host), port(url, HTTPS_PORT), path);
            }
            default ->
                    throw new IllegalArgumentException(
                            "scheme '"
                                    + scheme
                                    + "' is not supported; use ssh, https or file (http and git have"
                                    + " no proof of who answers)");
        };
    }

    private static GitUrl ssh(String user, String host, int port, String path) {
        // A leading dash would be read as an option by the program on the other side.
        if (path.startsWith("-") || user.startsWith("-")) {
            throw new IllegalArgumentException("a path or user cannot begin with a dash");
        }
        refuseSteps(path);
        return new GitUrl(Scheme.SSH, user, hostOf(host), port, path);
    }

    private static void refuseSteps(String path) {
        if (STEPS.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "the path of the URL has a part '.' or '..', or a slash in disguise; write where"
                            + " it leads");
        }
    }

    private static String hostOf(String host) {
        if (host.isEmpty() || host.startsWith("-")) {
            throw new IllegalArgumentException("the URL names no host");
        }
        return host;
    }

    private static int port(Matcher url, int usual) {
        String written = url.group("port");
        int port = written == null ? usual : Integer.parseInt(written);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " does not exist");
        }
        return port;
    }

    /**
     * Whether what is asked for in this way is asked of the same host, on the same port.
     *
     * @param written below 0: the scheme's own
     */
    boolean isServedBy(String scheme, String host, int written) {
        int asked = written < 0 && scheme.equalsIgnoreCase("https") ? HTTPS_PORT : written;
        return this.scheme.name().equalsIgnoreCase(scheme)
                && this.host.equalsIgnoreCase(host)
                && port == asked;
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** The URL in its long form. It never holds a password: {@link #parse} refuses those. */
    @Override
    public String toString() {
        return switch (scheme) {
            case FILE -> "file://" + path;
            case SSH ->
                    "ssh://"
                            + (user.isEmpty() ? "" : user + "@")
                            + host
                            + (port == 22 ? "" : ":" + port)
                            + (path.startsWith("/") ? path : "/" + path);
            case HTTPS -> "https://" + host + (port == HTTPS_PORT ? "" : ":" + port) + path;
        };
    }
}
