package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a host really is: {@code HostName}, in which {@code %h} is what was typed. */
final class HostName {
    private HostName() {}

    static String of(Query query, Settings settings) throws ProblemException {
        Optional<ConfigLine> line = settings.first("hostname");
        if (line.isEmpty()) {
            return query.host().toLowerCase(Locale.ROOT);
        }
        Tokens tokens = Tokens.of(Map.of('h', query.host()), Map.of());
        return tokens.expand(line.get().value(), line.get()).toLowerCase(Locale.ROOT);
    }
}
