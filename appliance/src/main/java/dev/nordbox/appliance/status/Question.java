package dev.nordbox.appliance.status;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody asks over the socket.
 *
 * @param path the words between the slashes: {@code applications, web, sync}
 * @param parameters of {@code ?prune=true&resource=apps:Deployment:web}
 * @param asker the user at the other end, by the kernel's word, and for whom, by that user's:
 *     {@code root for kari}; {@code ""} when the kernel cannot tell
 */
public record Question(
        String method, List<String> path, Map<String, List<String>> parameters, String asker) {

    public Question {
        path = List.copyOf(path);
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param target as in a request line: path and query
     * @throws IllegalArgumentException when it is not encoded as a URL is
     */
    public static Question of(String method, String target, String asker) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        List<String> words = new ArrayList<>();
        for (String word : path.split("/")) {
            if (!word.isEmpty()) {
                words.add(decoded(word));
            }
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : (mark < 0 ? "" : target.substring(mark + 1)).split("&")) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                parameters
                        .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return new Question(method, words, parameters, asker);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Otherwise what is known suffices, whether the API server answers or not. */
    boolean needsTheApiServer() {
        return !method.equals("GET") || path.size() > 2 && path.get(2).equals("diff");
    }

    public boolean flag(String name) {
        return parameters.getOrDefault(name, List.of()).contains("true");
    }

    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The last one given; {@code ""} when there is none. */
    public String text(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? "" : given.get(given.size() - 1);
    }
}
