package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sprig's functions on paths with slashes. Those that begin with {@code os} are the same here. */
final class SprigPaths {
    private SprigPaths() {}

    static void addTo(Functions.Table table) {
        Map<String, Function.Body> functions =
                Map.of(
                        "base", (scope, args) -> base(args.string(0)),
                        "dir", (scope, args) -> directory(args.string(0)),
                        "clean", (scope, args) -> clean(args.string(0)),
                        "ext", (scope, args) -> extension(args.string(0)),
                        "isAbs", (scope, args) -> args.string(0).startsWith("/"));
        functions.forEach(
                (name, body) -> {
                    String ofTheSystem =
                            "os" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
                    table.add(name, "string", body).add(ofTheSystem, "string", body);
                });
    }

    private static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        return end == 0 ? "/" : name;
    }

    private static String directory(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    private static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    /** The shortest path to the same place, by its text alone. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        List<String> steps = new ArrayList<>();
        for (String step : path.split("/")) {
            boolean back = step.equals("..");
            boolean canGoBack = !steps.isEmpty() && !steps.get(steps.size() - 1).equals("..");
            if (back && canGoBack) {
                steps.remove(steps.size() - 1);
            } else if (!step.isEmpty() && !step.equals(".") && !(back && rooted)) {
                steps.add(step);
            }
        }
        String joined = (rooted ? "/" : "") + String.join("/", steps);
        return joined.isEmpty() ? "." : joined;
    }
}
