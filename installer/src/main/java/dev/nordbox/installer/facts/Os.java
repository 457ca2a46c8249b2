package dev.nordbox.installer.facts;

/**
 * The distribution, as {@code /etc/os-release} names it.
 *
 * @param id {@code debian}, {@code ubuntu}
 * @param version {@code 12}, {@code 24.04}; empty on unreleased suites
 * @param prettyName for people
 * @param kernel release of the running kernel, {@code 6.1.0-28-cloud-amd64}
 */
public record Os(String id, String version, String prettyName, String kernel) {
    public static final FactSection<Os> SECTION = new FactSection<>("os", Os::read, "os");

    private static Os read(FactLines lines) throws FactsUnreadable {
        return lines.one("os", 5, line -> new Os(line.at(1), line.at(2), line.at(3), line.at(4)));
    }
}
