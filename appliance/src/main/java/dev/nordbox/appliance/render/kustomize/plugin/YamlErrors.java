package dev.nordbox.appliance.render.kustomize.plugin;

import dev.nordbox.appliance.render.RenderException;

/** Says in which file a text is no YAML. */
public final class YamlErrors {
    private static final String MALFORMED = "MalformedYAMLError";

    private YamlErrors() {}

    public static boolean isMalformed(RenderException problem) {
        return String.valueOf(problem.getMessage()).contains(MALFORMED);
    }

    public static RenderException inFile(RenderException problem, String path) {
        String message = String.valueOf(problem.getMessage());
        if (message.contains("error converting YAML to JSON")
                || message.contains("error unmarshaling JSON")) {
            return new RenderException(
                    "YAML file [" + path + "] encounters a format error.\n" + message + "\n",
                    problem);
        }
        return isMalformed(problem)
                ? new RenderException(message + " in File: " + path, problem)
                : problem;
    }
}
