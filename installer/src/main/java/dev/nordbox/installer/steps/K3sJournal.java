package dev.nordbox.installer.steps;

import java.util.regex.Pattern;

/**
 * k3s' lines in the journal: logrus' {@code time="…" level=info msg="…"}, etcd's {@code
 * {"level":"warn",…,"msg":"…"}}, or klog's.
 */
final class K3sJournal {
    private static final String LOGRUS = " msg=\"";
    private static final String ETCD = "\"msg\":\"";
    private static final Pattern KLOG = Pattern.compile("^[IWEF]\\d{4} \\S+\\s+\\d+ \\S+\\] ");

    /** Some builds name the component first: {@code [kubelet] …}. */
    private static final Pattern COMPONENT = Pattern.compile("^\\[[\\w-]+\\] ");

    private K3sJournal() {}

    /** The line without time and level. */
    static String message(String text) {
        String line = COMPONENT.matcher(text).replaceFirst("");
        String key = line.startsWith("{") ? ETCD : LOGRUS;
        int message = line.indexOf(key);
        boolean structured = line.startsWith("time=") || line.startsWith("{");
        return structured && message > 0
                ? unquoted(line, message + key.length())
                : KLOG.matcher(line).replaceFirst("").strip();
    }

    // By hand: a regular expression for quoted text overflows the stack on k3s' long lines.
    private static String unquoted(String line, int start) {
        StringBuilder text = new StringBuilder();
        for (int i = start; i < line.length() && line.charAt(i) != '"'; i++) {
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                i++;
            }
            text.append(line.charAt(i));
        }
        return text.toString().strip();
    }
}
