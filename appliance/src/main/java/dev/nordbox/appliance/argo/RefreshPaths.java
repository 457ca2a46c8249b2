package dev.nordbox.appliance.argo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The entries of {@code manifest-generate-paths}, from the root of the repository. */
final class RefreshPaths {

    private RefreshPaths() {}

    static List<String> of(String annotation, String sourcePath) {
        return Stream.of(annotation.split(";"))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(
                        entry ->
                                entry.startsWith("/")
                                        ? normal(entry)
                                        : normal(sourcePath + "/" + entry))
                .toList();
    }

    /** {@code ..} never leads out of the root. */
    private static String normal(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return String.join("/", steps);
    }
}
