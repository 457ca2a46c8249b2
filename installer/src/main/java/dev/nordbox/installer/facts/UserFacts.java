package dev.nordbox.installer.facts;

import java.util.Map;

/** One line of {@code /etc/passwd}. */
public record UserFacts(int uid, int gid, String home, String shell) {
    /** By name. */
    public static final FactSection<Map<String, UserFacts>> SECTION =
            new FactSection<>("users", lines -> lines.named("user", 1, UserFacts::read), "user");

    private static UserFacts read(FactLine line) {
        return new UserFacts(line.number(2), line.number(3), line.at(4), line.at(5));
    }
}
