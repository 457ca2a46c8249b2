package dev.nordbox.appliance.webhook;

import dev.nordbox.appliance.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which repository a Git host speaks of. It is known by its path on the host alone: the host has
 * names and ports of its own for each way to reach it, and taking one repository for another costs
 * a look.
 *
 * @param paths {@code owner/name}, in small letters, of every URL in the message; none: it names no
 *     repository, so it may be any
 */
public record PushedRepository(Set<String> paths) {

    private static final String FORM = "payload=";
    private static final int DEEPEST = 6;
    private static final List<String> PLACES = List.of("repository", "project");
    private static final Set<String> FULL_NAMES = Set.of("full_name", "path_with_namespace");
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*://[^/]*/(.*)");
    private static final Pattern SCP_LIKE =
            Pattern.compile("[^/:@\\s]+@(?:\\[[0-9a-f:.]+]|[^/:\\s]+):(.*)");

    public PushedRepository {
        paths = Set.copyOf(paths);
    }

    /** Of a body that is no JSON object: any. */
    static PushedRepository of(byte[] body) {
        Map<String, Object> message;
        try {
            message = Json.parse(unwrapped(body));
        } catch (IllegalArgumentException e) {
            return new PushedRepository(Set.of());
        }
        Set<String> paths = new TreeSet<>();
        for (String place : PLACES) {
            collect(message.get(place), DEEPEST, paths);
        }
        return new PushedRepository(paths);
    }

    /** GitHub sends the message as the one field of a form where a webhook is set up so. */
    private static byte[] unwrapped(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith(FORM)
                ? URLDecoder.decode(text.substring(FORM.length()), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_8)
                : body;
    }

    /** Whether a repository of this URL may be meant. */
    public boolean mayBe(String url) {
        return paths.isEmpty() || paths.contains(path(url));
    }

    private static void collect(@Nullable Object value, int depth, Set<String> paths) {
        if (depth == 0) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, entry) -> {
                        if (entry instanceof String text) {
                            if (isUrl(text) || FULL_NAMES.contains(key)) {
                                paths.add(path(text));
                            }
                        } else {
                            collect(entry, depth - 1, paths);
                        }
                    });
        } else if (value instanceof Collection<?> list) {
            list.forEach(entry -> collect(entry, depth - 1, paths));
        }
    }

    private static boolean isUrl(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return WITH_SCHEME.matcher(small).matches() || SCP_LIKE.matcher(small).matches();
    }

    private static String path(String url) {
        String small = url.strip().toLowerCase(Locale.ROOT);
        Matcher scheme = WITH_SCHEME.matcher(small);
        Matcher scp = SCP_LIKE.matcher(small);
        String path = scheme.matches() ? scheme.group(1) : scp.matches() ? scp.group(1) : small;
        return path.replaceAll("^/+|/+$", "").replaceAll("\\.git$", "").replaceAll("^scm/", "");
    }
}
