package dev.nordbox.installer.app;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.ControllerDialogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions to the controller of a box, each with one answer, or a refusal in its words. */
final class Questions {

    private final ControllerDialogue controller;
    private final String host;

    Questions(Host host, Optional<String> cluster) {
        this.controller = new ControllerDialogue(host, cluster);
        this.host = host.name();
    }

    /**
     * @param path the words between the slashes
     * @param parameters names and values in turn
     * @throws ProblemException in the controller's words when it refuses, or nobody answers
     */
    BoxApplications.Told ask(String method, List<String> path, String... parameters)
            throws ProblemException {
        String json = controller.ask(method, target(path, parameters));
        Map<String, Object> content = controller.parse(json);
        if (content.containsKey("error")) {
            throw refused(content);
        }
        return new BoxApplications.Told(content, json.strip());
    }

    private static String target(List<String> path, String... parameters) {
        StringBuilder target = new StringBuilder();
        path.forEach(word -> target.append('/').append(encoded(word)));
        for (int i = 0; i < parameters.length; i += 2) {
            target.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(encoded(parameters[i + 1]));
        }
        return target.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ProblemException refused(Map<String, Object> content) {
        ExitCode code =
                switch (text(content.get("refusal"))) {
                    case "NOT_FOUND", "INVALID" -> ExitCode.USAGE;
                    case "REFUSED" -> ExitCode.OBJECT_REFUSED;
                    default -> ExitCode.NOT_SYNCED;
                };
        return new ProblemException(
                code, new Problem(text(content.get("error")), host, text(content.get("fix"))));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
