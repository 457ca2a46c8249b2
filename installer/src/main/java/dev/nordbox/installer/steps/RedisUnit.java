package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.Templates;
import java.util.List;

/**
 * Model of the render cache's unit.
 *
 * @param maxMemory what Redis keeps before it forgets the oldest
 * @param memoryMax what systemd lets it have, its own needs included
 */
public record RedisUnit(String maxMemory, String memoryMax) {

    static final String NAME = "nordbox-redis.service";

    /** There exactly while the distribution's package is installed. */
    static final String PACKAGED = "/lib/systemd/system/redis-server.service";

    static final String SOCKET = "/run/nordbox-redis/redis.sock";

    private static final RedisUnit SMALL = new RedisUnit("64mb", "128M");

    static SystemdUnit of(Templates templates) {
        String text = templates.render("host/etc/systemd/system/" + NAME, SMALL).text();
        return new SystemdUnit(NAME, text);
    }

    /** To be asked for before {@link #isWanted} and {@link #serves}. */
    static FactQuery query() {
        return FactQuery.NOTHING.files(List.of(PACKAGED, ProxyEnvironment.PATH));
    }

    /** Whether there is to be one: what is said, and else what came of it before. */
    static boolean isWanted(HostFacts facts, InstallSpec spec) {
        return switch (spec.config().controller().redis()) {
            case WANTED -> true;
            case WHERE_IT_COMES ->
                    NoRedis.noted(facts).filter(none -> none.stands(facts)).isEmpty();
            case OFF -> false;
        };
    }

    /** Whether the controller is to use it: it is wanted, and there is a Redis to run. */
    static boolean serves(HostFacts facts, InstallSpec spec) {
        return isWanted(facts, spec) && facts.file(PACKAGED).isPresent();
    }
}
