package dev.nordbox.appliance.render.kustomize.load;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that means a Git repository. Anything that looks like one is one: {@code
 * github.com/org/repo/dir} is never taken for a local directory.
 *
 * @param raw as the kustomization spells it
 * @param host scheme, user and host, such as {@code https://github.com/}
 * @param repoPath path of the repository on its host
 * @param kustRootPath directory inside the repository, {@code ""} for its root
 * @param ref branch, tag or commit, {@code ""} for the default branch
 */
public record RepoSpec(String raw, String host, String repoPath, String kustRootPath, String ref) {
    private static final String FILE = "file://";
    private static final List<String> SCHEMES = List.of("ssh://", "https://", "http://", FILE);
    private static final Pattern USER = Pattern.compile("^([a-zA-Z][a-zA-Z0-9-]*)@");
    private static final Pattern WEB = Pattern.compile("(?i)https?:[^\\x00-\\x20\\x7f]*");

    private record Host(String name, String rest) {}

    private record Split(String repository, String directory) {}

    /** What {@code git clone} would be given. */
    public String cloneSpec() {
        return host + repoPath;
    }

    /** Whether a path is a URL of a single file. */
    public static boolean isRemoteFile(String path) {
        return WEB.matcher(path).matches();
    }

    public static Optional<RepoSpec> parse(String raw) {
        if (raw.startsWith("/")) {
            return Optional.empty();
        }
        int query = raw.indexOf('?');
        String location = query < 0 ? raw : raw.substring(0, query);
        String ref = query < 0 ? "" : ref(raw.substring(query + 1));
        return host(location)
                .flatMap(
                        host ->
                                split(host)
                                        .filter(split -> !split.repository().isEmpty())
                                        .filter(split -> staysInside(split.directory()))
                                        .map(split -> spec(raw, host, split, ref)));
    }

    private static RepoSpec spec(String raw, Host host, Split split, String ref) {
        String directory = split.directory();
        return new RepoSpec(
                raw,
                host.name(),
                split.repository(),
                directory.startsWith("/") ? directory.substring(1) : directory,
                ref);
    }

    private static Optional<Host> host(String location) {
        String rest = dropPrefix(location, "git::").orElse(location);
        String scheme = "";
        for (String candidate : SCHEMES) {
            Optional<String> after = dropPrefix(rest, candidate);
            if (after.isPresent()) {
                scheme = candidate;
                rest = after.get();
                break;
            }
        }
        Matcher matcher = USER.matcher(rest);
        String user = matcher.find() ? matcher.group() : "";
        rest = rest.substring(user.length());
        boolean github =
                dropPrefix(rest, "github.com/").isPresent()
                        || dropPrefix(rest, "github.com:").isPresent();
        boolean scpStyle = scheme.isEmpty() && (!user.isEmpty() || github);
        if (scheme.isEmpty() && !scpStyle) {
            return Optional.empty();
        }
        if (scheme.equals(FILE)) {
            return Optional.of(new Host(scheme, user + rest));
        }
        int separator = separator(rest, scpStyle);
        String name = separator < 0 ? rest : rest.substring(0, separator + 1);
        String path = separator < 0 ? "" : rest.substring(separator + 1);
        if (github) {
            boolean overSsh = scheme.startsWith("ssh://") || !user.isEmpty();
            return Optional.of(
                    new Host(overSsh ? user + "github.com:" : "https://github.com/", path));
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Host(scheme + user + name, path));
    }

    private static int separator(String hostAndPath, boolean scpStyle) {
        int slash = hostAndPath.indexOf('/');
        if (scpStyle) {
            int colon = hostAndPath.indexOf(':');
            if (slash == -1 || colon > 0 && colon < slash) {
                return colon;
            }
        }
        return slash;
    }

    /** Where the repository ends and the directory in it begins. */
    private static Optional<Split> split(Host host) {
        String path = host.rest();
        int azure = path.indexOf("_git/");
        if (azure >= 0) {
            int end = path.indexOf('/', azure + "_git/".length());
            return Optional.of(cut(path, end < 0 ? path.length() : end));
        }
        int slashes = path.indexOf("//");
        if (slashes >= 0) {
            return Optional.of(new Split(path.substring(0, slashes), path.substring(slashes + 2)));
        }
        int suffix = path.indexOf(".git");
        if (suffix >= 0) {
            return Optional.of(cut(path, suffix + ".git".length()));
        }
        if (host.name().startsWith(FILE)) {
            return Optional.of(new Split(path, ""));
        }
        int first = path.indexOf('/');
        if (first < 0) {
            return Optional.empty();
        }
        int second = path.indexOf('/', first + 1);
        return Optional.of(cut(path, second < 0 ? path.length() : second));
    }

    private static Split cut(String path, int end) {
        return new Split(path.substring(0, end), path.substring(end));
    }

    private static boolean staysInside(String directory) {
        int depth = 0;
        for (String segment : directory.split("/")) {
            if (segment.equals("..")) {
                depth--;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    private static String ref(String query) {
        String version = "";
        String ref = "";
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            try {
                value = URLDecoder.decode(value, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // The original goes on without the query when it cannot be parsed.
                return "";
            }
            if (name.equals("version") && version.isEmpty()) {
                version = value;
            } else if (name.equals("ref") && ref.isEmpty()) {
                ref = value;
            }
        }
        return ref.isEmpty() ? version : ref;
    }

    private static Optional<String> dropPrefix(String text, String prefix) {
        return text.length() >= prefix.length()
                        && text.substring(0, prefix.length())
                                .toLowerCase(Locale.ROOT)
                                .equals(prefix)
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }
}
