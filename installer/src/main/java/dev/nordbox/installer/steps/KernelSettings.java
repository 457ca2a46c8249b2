package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The kernel's modules and parameters as the rendered files want them: the files are the one place
 * that says it, ours or the user's, and what is in force is compared with them.
 *
 * @param required parameters by dotted key
 * @param ifPresent parameters that only count on kernels that have them
 * @param hardening keys of those that k3s would start without
 */
record KernelSettings(
        String modulesFile,
        String sysctlFile,
        Set<String> modules,
        Map<String, String> required,
        Map<String, String> ifPresent,
        Set<String> hardening) {

    private static final String MODULES = "host/etc/modules-load.d/nordbox.conf";
    private static final String SYSCTLS = "host/etc/sysctl.d/zz-nordbox.conf";
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_-]+");

    private static final String PTRACE_SCOPE = "kernel.yama.ptrace_scope";
    private static final int LEAST_SCOPE = 1;

    /** Each by its own name: what a pattern stands for could not be compared with the host. */
    private static final Pattern PARAMETER =
            Pattern.compile("(-\\s*)?[A-Za-z0-9_][A-Za-z0-9._@+-]*\\s*=\\s*\\S.*");

    /**
     * Model of the parameters' template.
     *
     * @param hardened with what k3s does not need
     * @param ptraceScope how far processes may look into others: 1 only into their own, 2 and 3 are
     *     stricter, and whoever set that keeps it
     */
    record Parameters(boolean hardened, int ptraceScope) {}

    /**
     * @param hardened with the parameters that k3s would start without
     * @throws TemplateFailed also for lines that name no module, no parameter
     */
    static KernelSettings render(Templates templates, boolean hardened) {
        return render(templates, hardened, LEAST_SCOPE);
    }

    /** The same for a host: it is no less strict afterwards. */
    static KernelSettings render(Templates templates, boolean hardened, HostFacts facts) {
        return render(templates, hardened, scope(facts.sysctls().getOrDefault(PTRACE_SCOPE, "")));
    }

    private static KernelSettings render(Templates templates, boolean hardened, int ptraceScope) {
        KernelSettings needed = render(templates, new Parameters(false, ptraceScope));
        if (!hardened) {
            return needed;
        }
        KernelSettings all = render(templates, new Parameters(true, ptraceScope));
        Set<String> more = new TreeSet<>(all.keys());
        more.removeAll(needed.keys());
        return new KernelSettings(
                all.modulesFile, all.sysctlFile, all.modules, all.required, all.ifPresent, more);
    }

    private static KernelSettings render(Templates templates, Parameters parameters) {
        String modulesFile = templates.render(MODULES, new NoModel()).text();
        String sysctlFile = templates.render(SYSCTLS, parameters).text();
        refuseOthers(
                MODULE,
                statements(modulesFile),
                lines ->
                        templates.unusable(
                                MODULES, lines, "is no module's name", "write one name a line"));
        refuseOthers(
                PARAMETER,
                statements(sysctlFile),
                lines ->
                        templates.unusable(
                                SYSCTLS,
                                lines,
                                "is not `key = value` with the dotted name of one parameter",
                                "write a line for each parameter, without `*` and `/`"));
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
                ifPresent,
                Set.of());
    }

    private static void refuseOthers(
            Pattern good, List<String> lines, Function<List<String>, TemplateFailed> failure) {
        List<String> others = lines.stream().filter(l -> !good.matcher(l).matches()).toList();
        if (!others.isEmpty()) {
            throw failure.apply(others);
        }
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(required.keySet());
        keys.addAll(ifPresent.keySet());
        return keys;
    }

    /** One line, as the kernel is asked for it. */
    Optional<String> wanted(String key) {
        return Optional.ofNullable(required.getOrDefault(key, ifPresent.get(key)))
                .map(value -> value.replaceAll("\\s+", " "));
    }

    /** What must be set, {@code key = value}. */
    List<String> notInForce(HostFacts facts) {
        List<String> differing = new ArrayList<>();
        required.forEach(
                (key, value) -> {
                    if (!inForce(key, value, facts.sysctls().getOrDefault(key, "(missing)"))) {
                        differing.add(key + " = " + value);
                    }
                });
        ifPresent.forEach(
                (key, value) -> {
                    if (!inForce(key, value, facts.sysctls().getOrDefault(key, value))) {
                        differing.add(key + " = " + value);
                    }
                });
        return differing;
    }

    private static boolean inForce(String key, String wanted, String found) {
        return same(wanted, found)
                || key.equals(PTRACE_SCOPE) && !wanted.equals("0") && scope(found) > LEAST_SCOPE;
    }

    private static int scope(String found) {
        return found.trim().matches("[23]") ? Integer.parseInt(found.trim()) : LEAST_SCOPE;
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
