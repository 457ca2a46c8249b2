package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.git.GitUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The beginning of URLs: a host, reached in one way, and the first segments of a path. {@code
 * https://host/team} begins {@code https://host/team/x}, and neither {@code
 * https://host/teamwork/x} nor anything of another host.
 */
record UrlPrefix(GitUrl.Scheme scheme, String host, int port, List<String> segments) {

    /** Empty when the text begins no URL. */
    static Optional<UrlPrefix> parse(String text) {
        try {
            // A URL names a repository, and a prefix need not: so one is put at its end.
            String trimmed = text.trim().replaceAll("(\\.git)?/*$", "");
            GitUrl whole = Hosts.parse(trimmed + (trimmed.endsWith(":") ? "x" : "/x"));
            List<String> segments = segments(whole.path());
            return Optional.of(
                    new UrlPrefix(
                            whole.scheme(),
                            whole.host().toLowerCase(Locale.ROOT),
                            whole.port(),
                            segments.subList(0, segments.size() - 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How many segments it names, if the URL begins with it. */
    Optional<Integer> covers(GitUrl url) {
        List<String> path = segments(url.path());
        boolean begins =
                url.scheme() == scheme
                        && url.host().toLowerCase(Locale.ROOT).equals(host)
                        && url.port() == port
                        && path.size() >= segments.size()
                        && path.subList(0, segments.size()).equals(segments);
        return begins ? Optional.of(segments.size()) : Optional.empty();
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment :
                path.toLowerCase(Locale.ROOT).replaceAll("\\.git/*$", "").split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
