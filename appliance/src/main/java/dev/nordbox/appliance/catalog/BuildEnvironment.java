package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.argo.Source;
import java.util.HashMap;
import java.util.Map;

/**
 * Argo CD's build variables, and how it fills them in: {@code $NAME} and {@code ${NAME}}, a
 * variable that is not known by nothing, {@code $$} by a dollar.
 */
final class BuildEnvironment {

    private static final String APP = "ARGOCD_APP_";

    private final Map<String, String> values = new HashMap<>();

    BuildEnvironment(Source source, AppContext context) {
        values.put(APP + "NAME", context.name());
        values.put(APP + "NAMESPACE", context.namespace());
        values.put(APP + "PROJECT_NAME", context.project());
        values.put(APP + "REVISION", context.revision());
        values.put(APP + "REVISION_SHORT", beginning(context.revision(), 7));
        values.put(APP + "REVISION_SHORT_8", beginning(context.revision(), 8));
        values.put(APP + "SOURCE_REPO_URL", source.repoUrl());
        values.put(APP + "SOURCE_PATH", source.path());
        values.put(APP + "SOURCE_TARGET_REVISION", source.targetRevision());
        values.put("$", "$");
    }

    String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '$' || at == text.length()) {
                filled.append(c);
                continue;
            }
            if (text.charAt(at) == '{') {
                int end = text.indexOf('}', at);
                // As Go's os.Expand: what does not close is dropped, its rest stays.
                String name = end < 0 ? "" : text.substring(at + 1, end);
                filled.append(values.getOrDefault(name, ""));
                at = end < 0 ? at + 1 : end + 1;
            } else {
                int end = endOfName(text, at);
                filled.append(end == at ? "$" : values.getOrDefault(text.substring(at, end), ""));
                at = end;
            }
        }
        return filled.toString();
    }

    private static int endOfName(String text, int start) {
        char first = text.charAt(start);
        if ("*#$@!?-".indexOf(first) >= 0 || first >= '0' && first <= '9') {
            return start + 1; // one character is the whole name of a shell's special variable
        }
        int end = start;
        while (end < text.length() && isInName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isInName(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
