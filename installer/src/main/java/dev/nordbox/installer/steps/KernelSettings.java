package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kernel's modules and parameters as the rendered files want them: the files are the one place
 * that says it, ours or the user's, and what is in force is compared with them.
 *
 * @param required parameters by dotted key
 * @param ifPresent parameters that only count on kernels that have them
 */
record KernelSettings(
        String modulesFile,
        String sysctlFile,
        Set<String> modules,
        Map<String, String> required,
        Map<String, String> ifPresent) {

    static KernelSettings render(Templates templates) {
        String modulesFile =
                templates.render("host/etc/modules-load.d/nordbox.conf", new NoModel()).text();
        String sysctlFile =
                templates.render("host/etc/sysctl.d/90-nordbox.conf", new NoModel()).text();
        Map<String, String> required = new LinkedHashMap<>();
        Map<String, String> ifPresent = new LinkedHashMap<>();
        for (String line : statements(sysctlFile)) {
            String[] sides = line.split("=", 2);
            String key = sides[0].trim();
            String value = sides.length == 2 ? sides[1].trim() : "";
            if (key.startsWith("-")) {
                ifPresent.put(key.substring(1).trim(), value);
            } else {
                required.put(key, value);
            }
        }
        return new KernelSettings(
                modulesFile,
                sysctlFile,
                new LinkedHashSet<>(statements(modulesFile)),
                required,
                ifPresent);
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(required.keySet());
        keys.addAll(ifPresent.keySet());
        return keys;
    }

    /** What must be set, {@code key = value}. */
    List<String> notInForce(HostFacts facts) {
        List<String> differing = new ArrayList<>();
        required.forEach(
                (key, value) -> {
                    if (!same(value, facts.sysctls().getOrDefault(key, "(missing)"))) {
                        differing.add(key + " = " + value);
                    }
                });
        ifPresent.forEach(
                (key, value) -> {
                    if (!same(value, facts.sysctls().getOrDefault(key, value))) {
                        differing.add(key + " = " + value);
                    }
                });
        return differing;
    }

    private static boolean same(String wanted, String found) {
        return wanted.replaceAll("\\s+", " ").equals(found.trim().replaceAll("\\s+", " "));
    }

    private static List<String> statements(String text) {
        return text.lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .toList();
    }
}
