package dev.nordbox.installer.facts;

import java.util.List;

/**
 * A Java runtime that stands on the host.
 *
 * @param executable path of {@code java}
 * @param feature feature release: 17, 21
 */
public record JavaRuntime(String executable, int feature) {
    public static final FactSection<List<JavaRuntime>> SECTION =
            new FactSection<>("java", lines -> lines.all("java", JavaRuntime::read), "java");

    /** {@code "17.0.13"} is 17, {@code "1.8.0_412"} is 8. */
    private static JavaRuntime read(FactLine line) {
        String[] parts = line.at(2).replace("\"", "").split("[._+-]");
        boolean old = parts[0].equals("1") && parts.length > 1;
        return new JavaRuntime(line.at(1), Integer.parseInt(parts[old ? 1 : 0]));
    }
}
