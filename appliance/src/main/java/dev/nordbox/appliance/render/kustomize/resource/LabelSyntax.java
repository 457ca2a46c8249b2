package dev.nordbox.appliance.render.kustomize.resource;

import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Kubernetes accepts as the key and the value of a label. */
final class LabelSyntax {
    private static final int MAX_NAME = 63;
    private static final int MAX_PREFIX = 253;
    private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String SUBDOMAIN =
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern NAME_PATTERN =
            Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*+)?(?<=[A-Za-z0-9])");
    private static final Pattern LABEL_PATTERN = Pattern.compile("[a-z0-9-]++");
    private static final String NAME_RULE =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                    + " an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', "
                    + "regex used for validation is '"
                    + NAME
                    + "')";
    private static final String VALUE_RULE =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
                    + " or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is '("
                    + NAME
                    + ")?')";
    private static final String SUBDOMAIN_RULE =
            "a DNS-1123 subdomain must consist of lower case alphanumeric characters,"
                    + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'example.com', regex used for validation is '"
                    + SUBDOMAIN
                    + "')";

    private LabelSyntax() {}

    static void requireKey(String key) throws RenderException {
        List<String> problems = new ArrayList<>();
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            problems.add(
                    "a qualified name "
                            + NAME_RULE
                            + " with an optional DNS subdomain prefix and '/' (e.g."
                            + " 'example.com/MyName')");
        } else {
            if (parts.length == 2) {
                prefixProblems(parts[0], problems);
            }
            nameProblems(parts[parts.length - 1], problems);
        }
        if (!problems.isEmpty()) {
            throw new RenderException(
                    "invalid label key " + GoText.quote(key) + ": " + String.join("; ", problems));
        }
    }

    static void requireValue(String key, String value) throws RenderException {
        List<String> problems = new ArrayList<>();
        if (value.length() > MAX_NAME) {
            problems.add("must be no more than " + MAX_NAME + " characters");
        }
        if (!value.isEmpty() && !isName(value)) {
            problems.add(VALUE_RULE);
        }
        if (!problems.isEmpty()) {
            throw new RenderException(
                    "invalid label value: %s: at key: %s: %s"
                            .formatted(
                                    GoText.quote(value),
                                    GoText.quote(key),
                                    String.join("; ", problems)));
        }
    }

    private static void nameProblems(String name, List<String> problems) {
        if (name.isEmpty()) {
            problems.add("name part must be non-empty");
        } else if (name.length() > MAX_NAME) {
            problems.add("name part must be no more than " + MAX_NAME + " characters");
        }
        if (!isName(name)) {
            problems.add("name part " + NAME_RULE);
        }
    }

    private static void prefixProblems(String prefix, List<String> problems) {
        if (prefix.isEmpty()) {
            problems.add("prefix part must be non-empty");
            return;
        }
        if (prefix.length() > MAX_PREFIX) {
            problems.add("prefix part must be no more than " + MAX_PREFIX + " characters");
        }
        for (String label : prefix.split("\\.", -1)) {
            if (!LABEL_PATTERN.matcher(label).matches()
                    || label.startsWith("-")
                    || label.endsWith("-")) {
                problems.add("prefix part " + SUBDOMAIN_RULE);
                return;
            }
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && NAME_PATTERN.matcher(name).matches();
    }
}
