package dev.nordbox.installer.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How the running kernel is set up.
 *
 * @param modules that are loaded or built in
 * @param sysctls by dotted key
 */
public record Kernel(Set<String> modules, Map<String, String> sysctls) {
    public static final FactSection<Kernel> SECTION =
            new FactSection<>("kernel", Kernel::read, "module", "begin\tsysctls");

    public Kernel {
        modules = Set.copyOf(modules);
        sysctls = Map.copyOf(sysctls);
    }

    private static Kernel read(FactLines lines) throws FactsUnreadable {
        Map<String, String> sysctls = new HashMap<>();
        for (String line : lines.block("sysctls")) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw lines.unreadable("not a kernel parameter", line);
            }
            sysctls.put(line.substring(0, colon).replace('/', '.'), line.substring(colon + 1));
        }
        return new Kernel(Set.copyOf(lines.all("module", line -> line.at(1))), sysctls);
    }
}
